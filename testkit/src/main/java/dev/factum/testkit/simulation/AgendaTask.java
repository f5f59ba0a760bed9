package dev.factum.testkit.simulation;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.timer.Agenda;
import dev.factum.machine.timer.Agenda.Kind;
import dev.factum.machine.timer.TimerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The agenda of an instance: fires timers and begins requests when they are due. Belongs to one
/// run.
final class AgendaTask {

    private static final Duration REST = Duration.ofSeconds(1);

    private final Instance instance;
    private final String machine;
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Instant> resting = new HashMap<>();
    private boolean isPoked;
    private boolean isFiring;
    private Instant wakesAt = Instant.MIN;
    private boolean isAwaited;

    AgendaTask(Instance instance) {
        this.instance = instance;
        this.machine = instance.around().machine().name();
    }

    /// There may be something to do.
    void poke() {
        if (!isPoked) {
            isPoked = true;
            instance.soon(this::work);
        }
    }

    private void work() {
        isPoked = false;
        Instant now = instance.around().timeline().instant();
        Database db = instance.database();
        if (!isFiring) {
            fire(db, now);
        }
        begin(db, now);
        sleep(db, now);
    }

    // ---- timers

    private void fire(Database db, Instant now) {
        Optional<TxRequest> due = instance.parts().due(db, now);
        if (due.isPresent()) {
            isFiring = true;
            instance.transact("timers", due.get(), 0, this::fired);
        }
    }

    private void fired(TxResult result) {
        isFiring = false;
        switch (result) {
            case TxResult.Committed _, TxResult.Duplicate _ -> poke();
            case TxResult.Conflict(_, long t) -> {
                instance.around().chance().reach(Landmark.TIMER_RACE_LOST);
                instance.database(t);
                poke();
            }
            case TxResult.Rejected _, TxResult.Indeterminate _ -> instance.after(REST, this::poke);
        }
    }

    // ---- requests

    private void begin(Database db, Instant now) {
        Iterator<Agenda.Entry> entries = Agenda.of(db, machine, Kind.REQUEST);
        boolean isDue = true;
        while (isDue && entries.hasNext()) {
            Agenda.Entry entry = entries.next();
            isDue = !entry.due().isAfter(now);
            if (isDue) {
                String id = PlannedRequest.idOf(db, entry.entity()).orElseThrow();
                boolean isResting = resting.getOrDefault(id, Instant.MIN).isAfter(now);
                if (!isResting && underWay.add(id)) {
                    resting.remove(id);
                    new RequestTask(instance, id, pause -> ended(id, pause)).begin();
                }
            }
        }
    }

    private void ended(String id, Duration pause) {
        underWay.remove(id);
        if (pause.isPositive()) {
            resting.put(id, instance.around().timeline().instant().plus(pause));
        }
        poke();
    }

    // ---- sleeping

    /// Wakes when something else will be due. What comes again for ever is nothing to wait for.
    private void sleep(Database db, Instant now) {
        resting.values().removeIf(until -> !until.isAfter(now));
        Optional<Instant> next =
                Stream.concat(
                                Stream.of(Kind.values())
                                        .flatMap(kind ->
                                                Agenda.next(db, machine, kind, now).stream()),
                                resting.values().stream())
                        .min(Instant::compareTo);
        boolean wanted = !hasOnlySchedules(db);
        boolean isPlanned =
                wakesAt.isAfter(now)
                        && next.filter(wakesAt::isAfter).isEmpty()
                        && (isAwaited || !wanted);
        if (next.isPresent() && !isPlanned) {
            wakesAt = next.get();
            isAwaited = wanted;
            instance.at(wakesAt, wanted, this::poke);
        }
    }

    private boolean hasOnlySchedules(Database db) {
        return resting.isEmpty()
                && !Agenda.of(db, machine, Kind.REQUEST).hasNext()
                && TimerFacts.in(db, machine).stream()
                        .allMatch(timer -> timer.schedule().isPresent());
    }
}
