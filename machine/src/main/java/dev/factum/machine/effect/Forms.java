package dev.factum.machine.effect;

import dev.factum.facts.encoding.FormCodec;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Rendered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Effects as EDN data, and their digest.
final class Forms {

    private static final Keyword FACTS = Keyword.of("effects/facts");
    private static final Keyword REQUESTS = Keyword.of("effects/requests");
    private static final Keyword MESSAGES = Keyword.of("effects/messages");
    private static final Keyword TIMERS = Keyword.of("effects/timers");
    private static final Keyword COMPENSATED = Keyword.of("effects/compensated");
    private static final Keyword REPLY = Keyword.of("effects/reply");
    private static final Keyword PULL = Keyword.of("rendered/pull");
    private static final Keyword QUERY = Keyword.of("rendered/query");
    private static final Keyword OF = Keyword.of("rendered/of");

    private Forms() {}

    static Map<Keyword, Object> form(Effects effects) {
        var form = new LinkedHashMap<Keyword, Object>();
        put(form, FACTS, effects.facts().stream().map(Fact::form).toList());
        put(form, REQUESTS, effects.requests().stream().map(Request::form).toList());
        put(form, MESSAGES, effects.messages().stream().map(OutgoingMessage::form).toList());
        put(form, TIMERS, effects.timers().stream().map(Timer::form).toList());
        put(form, COMPENSATED, effects.compensated());
        effects.reply().ifPresent(reply -> form.put(REPLY, reply.form()));
        return form;
    }

    private static void put(Map<Keyword, Object> form, Keyword name, List<?> elements) {
        if (!elements.isEmpty()) {
            form.put(name, elements);
        }
    }

    /// Facts are a set in a transaction, so their order does not count here.
    static Bytes digest(Effects effects) {
        Map<Keyword, Object> form = form(effects);
        form.computeIfPresent(FACTS, (_, facts) -> new LinkedHashSet<>((List<?>) facts));
        return FormCodec.canonical(form).sha256();
    }

    /// A payload in which parts that are rendered later are data too.
    static Map<Keyword, Object> closed(Map<Keyword, Object> payload) {
        if (payload.values().stream().noneMatch(Rendered::isOpen)) {
            return payload;
        }
        var closed = new LinkedHashMap<Keyword, Object>();
        payload.forEach((name, value) -> closed.put(name, closedValue(value)));
        return closed;
    }

    private static Object closedValue(Object value) {
        return switch (value) {
            case Rendered.Pull(var pattern, var entity) -> Map.of(PULL, pattern, OF, entity);
            case Rendered.Query(var query, var inputs) -> Map.of(QUERY, query, OF, inputs);
            case List<?> list -> elements(list);
            case Set<?> set -> elements(set);
            case Map<?, ?> map -> {
                var closed = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((k, v) -> closed.put(k, v == null ? null : closedValue(v)));
                yield closed;
            }
            default -> value;
        };
    }

    private static List<@Nullable Object> elements(Collection<?> values) {
        var closed = new ArrayList<@Nullable Object>(values.size());
        values.forEach(value -> closed.add(value == null ? null : closedValue(value)));
        return closed;
    }
}
