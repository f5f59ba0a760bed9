package dev.factum.machine.request;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What undoes requests. Immutable.
///
/// @param handler who decided that they are undone
/// @param cause the message that was decided
/// @param group what the compensations shall have in common
/// @param now the moment of that decision
public record Undoing(String machine, String handler, String cause, String group, Instant now) {

    /// The facts that undo sagas, the last request first.
    ///
    /// What is not sent is given up. What was done, or may have been, gets its compensation, each
    /// once the one before it has ended. What is on its way right now is marked, and dealt with
    /// when its outcome is known.
    public List<Object> txData(Database db, List<String> sagas) {
        var txData = new ArrayList<Object>();
        for (String saga : sagas) {
            Optional<String> before = Optional.empty();
            for (PlannedRequest request : PlannedRequest.ofSaga(db, saga).reversed()) {
                if (!request.isUndone() && request.machine().equals(machine)) {
                    txData.add(undone(request));
                    if (mayHaveHappened(request)) {
                        Optional<Map<Keyword, Object>> undoing = compensation(request, before);
                        undoing.ifPresent(txData::add);
                        before =
                                undoing.isPresent()
                                        ? Optional.of(MessageId.ofCompensation(request.id()))
                                        : before;
                    }
                }
            }
        }
        return txData;
    }

    private static boolean mayHaveHappened(PlannedRequest request) {
        return request.state() == RequestState.DONE || request.waitsForPerson();
    }

    private static Map<Keyword, Object> undone(PlannedRequest request) {
        Map<Keyword, Object> form = request.change();
        form.put(RequestFacts.UNDONE.ident(), true);
        if (request.state() == RequestState.WAITING || request.waitsForPerson()) {
            form.put(RequestFacts.STATE.ident(), RequestState.CANCELLED.ident());
            form.put(RequestFacts.STEP.ident(), request.step() + 1);
        }
        return form;
    }

    /// The facts of the request that undoes this one, if there is one.
    ///
    /// @param before the compensation that comes first
    Optional<Map<Keyword, Object>> compensation(PlannedRequest request, Optional<String> before) {
        return request.compensatedAt()
                .map(destination -> {
                    Map<Keyword, Object> form =
                            new NewRequest(
                                            MessageId.ofCompensation(request.id()),
                                            machine,
                                            handler,
                                            cause,
                                            request.lane(),
                                            request.label(),
                                            destination,
                                            group,
                                            EntityId.ofTransaction(request.decidedAt()),
                                            before,
                                            now)
                                    .form();
                    form.put(RequestFacts.UNDOES.ident(), request.id());
                    form.put(RequestFacts.PLANNED.ident(), RequestPlan.THIS_TRANSACTION);
                    return form;
                });
    }
}
