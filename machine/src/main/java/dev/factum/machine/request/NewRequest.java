package dev.factum.machine.request;

import dev.factum.facts.value.Keyword;
import dev.factum.machine.timer.Agenda;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A request that is being planned; see [PlannedRequest] for its parts.
///
/// @param decided the transaction whose log record has what is sent, or a tempid of it
/// @param after the request that comes first
/// @param due when it is sent, if none comes first
record NewRequest(
        String id,
        String machine,
        String handler,
        String cause,
        String lane,
        String label,
        String destination,
        String group,
        Object decided,
        Optional<String> after,
        Instant due) {

    /// Its facts, to which more can be added.
    Map<Keyword, Object> form() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(RequestFacts.ID.ident(), id);
        form.put(RequestFacts.MACHINE.ident(), machine);
        form.put(RequestFacts.HANDLER.ident(), handler);
        form.put(RequestFacts.CAUSE.ident(), cause);
        form.put(RequestFacts.LANE.ident(), lane);
        form.put(RequestFacts.LABEL.ident(), label);
        form.put(RequestFacts.DESTINATION.ident(), destination);
        form.put(RequestFacts.GROUP.ident(), group);
        form.put(RequestFacts.DECIDED.ident(), decided);
        form.put(RequestFacts.STEP.ident(), 0L);
        form.put(RequestFacts.ATTEMPTS.ident(), 0L);
        RequestState state = after.isEmpty() ? RequestState.PLANNED : RequestState.WAITING;
        form.put(RequestFacts.STATE.ident(), state.ident());
        if (after.isPresent()) {
            form.put(RequestFacts.AFTER.ident(), after.get());
        } else {
            form.put(Agenda.DUE, Agenda.at(machine, Agenda.Kind.REQUEST, due));
        }
        return form;
    }
}
