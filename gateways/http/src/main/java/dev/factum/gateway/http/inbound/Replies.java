package dev.factum.gateway.http.inbound;

import dev.factum.machine.effect.Reply;
import dev.factum.machine.message.MessageType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// What replies look like as responses: by the type of a reply. The same reply always gives the
/// same response, so a recorded reply is given again verbatim. Immutable.
final class Replies {

    private final Map<String, Function<Reply, Answer>> byType;

    private Replies(Map<String, Function<Reply, Answer>> byType) {
        this.byType = Map.copyOf(byType);
    }

    static Replies none() {
        return new Replies(Map.of());
    }

    /// The same, with replies of a record as pure functions of it.
    <R extends Record> Replies with(Class<R> type, Function<R, Answer> shown) {
        var more = new LinkedHashMap<>(byType);
        more.put(MessageType.nameOf(type), reply -> shown.apply(reply.as(type)));
        return new Replies(more);
    }

    /// The response; a reply that nobody has named is shown as it is, with its names in full.
    Answer shown(Reply reply) {
        Function<Reply, Answer> known = byType.get(reply.type());
        return known == null
                ? Answer.json(200, Objects.requireNonNull(Json.ofData(reply.payload())))
                : known.apply(reply);
    }
}
