package dev.factum.machine.retention;

import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.request.PlannedRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is still needed of old decisions. Stateless.
///
/// A decision is needed whole while one of its requests has not come to an end: it is sent from
/// there, and the messages that wait for it as well. Of a request that was done and can be undone,
/// what it was is kept for as long as that is so, since its saga may be compensated at any time. No
/// state of a request leads back from an end, and what undoes a request is planned from what is
/// kept: so what is not needed on one database is not needed on a later one.
final class Needed {

    private Needed() {}

    /// True if requests of the decision at t are still open.
    static boolean isOpen(Database db, long t) {
        return isOpen(PlannedRequest.decidedAt(db, t));
    }

    private static boolean isOpen(List<PlannedRequest> planned) {
        return planned.stream().anyMatch(each -> !each.state().isFinal());
    }

    /// What is left of the decision at t; empty if all of it is needed.
    static Optional<Decision> rest(Database db, long t, Decision decision) {
        if (decision.requests().isEmpty()) {
            return Optional.of(decision.forgetting(_ -> true));
        }
        List<PlannedRequest> planned = PlannedRequest.decidedAt(db, t);
        if (isOpen(planned)) {
            return Optional.empty();
        }
        Set<String> labels = new HashSet<>();
        planned.stream()
                .filter(PlannedRequest::canBeUndone)
                .forEach(each -> labels.add(each.label()));
        return Optional.of(decision.forgetting(each -> labels.contains(each.label())));
    }
}
