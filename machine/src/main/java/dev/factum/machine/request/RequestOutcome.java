package dev.factum.machine.request;

import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.MessageType;
import java.util.Map;
import java.util.Optional;

/// What came of a request: the payload of the message that its handler asked for.
///
/// @param request its idempotency key
/// @param label as its handler called it
/// @param state `DONE`, `FAILED` or `UNKNOWN`; after an unknown one a person may settle it, and
///   then there is another outcome
/// @param status the partner's answer, if there is one
/// @param body what the partner said
/// @param context what the handler wanted to be told again
/// @param reason why it was not done
public record RequestOutcome(
        String request,
        String label,
        RequestState state,
        Optional<Integer> status,
        Map<Keyword, Object> body,
        Map<Keyword, Object> context,
        Optional<String> reason) {

    public boolean isDone() {
        return state == RequestState.DONE;
    }

    /// What the partner said, as a record.
    public <R extends Record> R body(Class<R> type) {
        return MessageType.read(body, type);
    }

    /// What the handler wanted to be told again, as a record.
    public <R extends Record> R context(Class<R> type) {
        return MessageType.read(context, type);
    }
}
