package dev.factum.machine.request;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a person has found out about a request whose outcome nobody knew.
public sealed interface Settlement {

    /// It was performed, and this is what the partner answered, or would have.
    record Happened(int status, Map<Keyword, Object> body) implements Settlement {}

    /// It was not performed: it is sent again.
    record NotHappened() implements Settlement {}

    /// It was not performed, and is not wanted any more.
    record GivenUp(String reason) implements Settlement {}

    /// What the writer is asked to settle a request.
    ///
    /// @param content the decision that planned it
    /// @param said more transaction data: who settles it
    /// @throws FactumError `:factum.machine/not-unknown` if nobody waits for this
    default TxRequest of(
            Database db, PlannedRequest request, Decision content, Instant now, List<?> said) {
        if (!request.waitsForPerson()) {
            throw FactumError.of(
                            MachineErrorCode.NOT_UNKNOWN,
                            "The outcome of this request is not asked for")
                    .with("request", request.id())
                    .with("state", request.state().ident());
        }
        var transition = new Transition(db, request.id(), content, now).also(said);
        return transition.of(
                switch (this) {
                    case Happened(int status, var body) -> new Verdict.Done(status, body);
                    case NotHappened() -> new Verdict.NotHappened(now);
                    case GivenUp(String reason) -> new Verdict.Failed(0, Map.of(), reason);
                });
    }
}
