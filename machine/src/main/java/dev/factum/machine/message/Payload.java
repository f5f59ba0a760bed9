package dev.factum.machine.message;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.machine.MachineErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a payload may hold: keywords as names, and EDN values.
///
/// Numbers come out as EDN reads them, so that a payload is equal to what is read back from its
/// text. What cannot go into a message is refused as `:factum.machine/invalid-payload`.
public final class Payload {

    static final Keyword DB_ID = Keyword.of("db/id");

    private Payload() {}

    /// Deeper, a payload could be written that is not read back.
    private static final int GREATEST_DEPTH = 256;

    /// An unchangeable copy in normal form; the payload itself if it is one.
    public static Map<Keyword, Object> checked(Map<?, ?> payload) {
        if (payload instanceof Checked checked) {
            return checked;
        }
        var checked = LinkedHashMap.<Keyword, Object>newLinkedHashMap(payload.size());
        payload.forEach((name, value) -> {
            if (!(name instanceof Keyword keyword) || value == null) {
                throw refused("A payload has keywords as names, and no nil", name);
            }
            checked.put(checkedName(keyword), checkedValue(value, 1));
        });
        return new Checked(checked);
    }

    /// A payload that nobody changes any more. Immutable.
    private static final class Checked extends AbstractMap<Keyword, Object> {
        private final Map<Keyword, Object> content;

        Checked(Map<Keyword, Object> content) {
            this.content = Collections.unmodifiableMap(content);
        }

        @Override
        public Set<Map.Entry<Keyword, Object>> entrySet() {
            return content.entrySet();
        }

        @Override
        public @Nullable Object get(Object name) {
            return content.get(name);
        }

        @Override
        public boolean containsKey(Object name) {
            return content.containsKey(name);
        }
    }

    private static Keyword checkedName(Keyword name) {
        if (!Edn.isPrintable(name)) {
            throw notAName(name);
        }
        return name;
    }

    private static FactumError notAName(Object name) {
        return refused("This name cannot be written as text", name.toString());
    }

    private static Object checkedValue(Object value, int depth) {
        if (depth > GREATEST_DEPTH) {
            throw FactumError.of(
                            MachineErrorCode.INVALID_PAYLOAD,
                            "The payload nests too deep or contains itself")
                    .with("allowed", GREATEST_DEPTH);
        }
        return switch (value) {
            case String _, Long _, Boolean _, UUID _, Instant _ -> value;
            case Keyword name -> checkedName(name);
            case Integer _, Short _, Byte _ -> ((Number) value).longValue();
            case Double _, Float _, BigDecimal _, BigInteger _ -> value;
            case Symbol name when !Edn.isPrintable(name) -> throw notAName(name);
            case URI _, Symbol _, Bytes _, Character _, Rendered _ -> value;
            case List<?> list -> {
                var elements = new ArrayList<@Nullable Object>(list.size());
                list.forEach(element -> elements.add(checkedElement(element, depth)));
                yield Collections.unmodifiableList(elements);
            }
            case Set<?> set -> {
                var elements = new LinkedHashSet<@Nullable Object>();
                set.forEach(element -> elements.add(checkedElement(element, depth)));
                yield Collections.unmodifiableSet(elements);
            }
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                map.forEach(
                        (k, v) -> entries.put(checkedElement(k, depth), checkedElement(v, depth)));
                yield Collections.unmodifiableMap(entries);
            }
            default -> throw refused("This class has no place in a message", value);
        };
    }

    private static @Nullable Object checkedElement(@Nullable Object element, int depth) {
        return element == null ? null : checkedValue(element, depth + 1);
    }

    private static FactumError refused(String text, @Nullable Object given) {
        return FactumError.of(MachineErrorCode.INVALID_PAYLOAD, text)
                .with("given", given)
                .with("class", given == null ? null : given.getClass().getName());
    }
}
