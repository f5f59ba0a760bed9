package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Position;
import dev.factum.machine.lease.Holdings;
import dev.factum.machine.lease.LeaseSteps;
import dev.factum.machine.lease.Part;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The thread that has an instance take its parts of a machine's work and leave them: says again
/// and again that the instance is there, and looks who else is.
///
/// A part that is left is drained first: nothing of it is begun any more, what was begun comes to
/// its end, and only then may others take it.
final class LeaseLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LeaseLoop.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final LeaseSteps steps;
    private final Connection connection;
    private final InstantSource clock;
    private final Drain drain;
    private final Rounds rounds = new Rounds("factum-leases", this::round);
    private volatile Holdings held;
    private volatile boolean hasLost;
    private volatile boolean isChanging;

    /// What an instance does when its parts change.
    interface Drain {

        /// Goes on with other parts than before, and returns when nothing is done of all others any
        /// more, or when that takes too long.
        void changeTo(Holdings held);
    }

    private LeaseLoop(LeaseSteps steps, Connection connection, InstantSource clock, Drain drain) {
        this.steps = steps;
        this.connection = connection;
        this.clock = clock;
        this.drain = drain;
        this.held = steps.begin();
    }

    static LeaseLoop start(
            LeaseSteps steps, Connection connection, InstantSource clock, Drain drain) {
        var loop = new LeaseLoop(steps, connection, clock, drain);
        loop.rounds.start();
        return loop;
    }

    /// By what right the messages of a part are decided here; nothing if they are not. Whether it
    /// still holds, the decision finds out.
    Optional<Position> position(Part part) {
        return held.position(part);
    }

    /// True if a part is done here, as far as can be known without asking.
    boolean holds(Part part) {
        Holdings present = held;
        return present.position(part).isPresent() && present.until().isAfter(clock.instant());
    }

    /// True while what is done here changes.
    boolean isChanging() {
        return isChanging;
    }

    /// How many partitions are held.
    int partitions() {
        return held.partitions().size();
    }

    /// Looks at transactions as they come.
    void observe(List<LogEntry> entries, Database db) {
        if (entries.stream().anyMatch(entry -> LeaseSteps.isTouchedBy(db, entry.datoms()))) {
            wake();
        }
    }

    /// Whoever has just lost something does not hurry to get it back: if two do not agree who is
    /// there, since their clocks differ, they would take from each other without an end.
    private void wake() {
        if (!hasLost) {
            rounds.wake();
        }
    }

    // ---- the thread

    /// If it fails for long, the leases run out.
    private Duration round() {
        Instant now = clock.instant();
        Database db = connection.db();
        if (steps.isReplaced(db, held)) {
            adopt(steps.begin().until(held.until()));
            return steps.pause();
        }
        if (!held.until().isAfter(now.plus(steps.pause().multipliedBy(2)))) {
            held = committed(steps.present(db, held, now)).orElse(held);
            db = connection.db();
        }
        Holdings still = steps.still(db, held);
        hasLost = !still.parts().equals(held.parts());
        adopt(still);
        Optional<LeaseSteps.Change> leaving = steps.leaving(db, held, now);
        if (leaving.isPresent()) {
            adopt(leaving.get().then());
            committed(leaving.get());
            db = connection.db();
        }
        steps.taking(db, held, now).flatMap(this::committed).ifPresent(this::adopt);
        return steps.pause();
    }

    private void adopt(Holdings next) {
        if (!next.parts().equals(held.parts())) {
            isChanging = true;
            held = next;
            try {
                drain.changeTo(next);
            } finally {
                isChanging = false;
            }
        }
    }

    /// What is held once the writer has agreed; nothing if something has changed meanwhile, which
    /// the next round looks at.
    private Optional<Holdings> committed(LeaseSteps.Change change) {
        return switch (connection.submit(change.request())) {
            case TxResult.Committed(var report) -> {
                connection.db(report.t(), LONGEST_WAIT);
                yield Optional.of(change.then());
            }
            case TxResult.Conflict(_, long t) -> {
                connection.db(t, LONGEST_WAIT);
                wake();
                yield Optional.empty();
            }
            case TxResult.Rejected(var error) -> throw error;
            case TxResult.Indeterminate(var error) -> throw error;
            case TxResult.Duplicate _ -> throw new IllegalStateException("No claim was given");
        };
    }

    /// Drains everything and leaves it to the others.
    @Override
    public void close() {
        rounds.close();
        try {
            LeaseSteps.Change goodbye = steps.gone(connection.db(), held);
            adopt(goodbye.then());
            committed(goodbye);
        } catch (FactumError unreachable) { // others take it when the lease has run out
            LOG.log(Level.WARNING, "The leases could not be given back", unreachable);
        }
    }
}
