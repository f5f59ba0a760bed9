package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.timer.Agenda;
import dev.factum.machine.timer.Agenda.Kind;
import dev.factum.machine.timer.FiringSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The thread that looks after a machine's agenda: fires timers and begins requests when they are
/// due, and sleeps until something will be.
///
/// It reads only the beginning of the agenda, so what waits further back costs nothing.
final class AgendaLoop implements AutoCloseable {

    /// A clock may be set, and a database may change behind a connection that has been asleep.
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);

    private final String machine;
    private final FiringSteps firing;
    private final Connection connection;
    private final InstantSource clock;
    private final @Nullable RequestsUnderWay requests;
    private final BooleanSupplier isMine;
    private final Rounds rounds = new Rounds("factum-agenda", this::round);
    private final LongAdder fired = new LongAdder();

    private AgendaLoop(
            Machine machine, Connection connection, RunnerOptions options, BooleanSupplier isMine) {
        this.isMine = isMine;
        this.machine = machine.name();
        this.firing = machine.timers();
        this.connection = connection;
        this.clock = options.clock();
        this.requests =
                options.gateway()
                        .map(gateway ->
                                new RequestsUnderWay(
                                        new RequestPerformer(connection, gateway, clock),
                                        clock,
                                        options.mostRequests(),
                                        this::wake))
                        .orElse(null);
    }

    /// @param isMine false while another instance looks after the agenda
    static AgendaLoop start(
            Machine machine, Connection connection, RunnerOptions options, BooleanSupplier isMine) {
        var loop = new AgendaLoop(machine, connection, options, isMine);
        loop.rounds.start();
        return loop;
    }

    /// Something may have come on the agenda.
    void wake() {
        rounds.wake();
    }

    /// How many transactions have fired timers here.
    long fired() {
        return fired.sum();
    }

    /// Begins what is due, and says for how long nothing else will be.
    private Duration round() {
        Instant now = clock.instant();
        if (!isMine.getAsBoolean()) {
            return LONGEST_SLEEP;
        }
        fireDue(now);
        Database db = connection.db();
        Instant next = now.plus(LONGEST_SLEEP);
        next = Agenda.next(db, machine, Kind.TIMER, now).filter(next::isAfter).orElse(next);
        if (requests != null) {
            beginDue(requests, db, now);
            next = Agenda.next(db, machine, Kind.REQUEST, now).filter(next::isAfter).orElse(next);
            next = requests.nextAwake(now).filter(next::isAfter).orElse(next);
        }
        return Duration.between(clock.instant(), next);
    }

    private void fireDue(Instant now) {
        Optional<TxRequest> due = firing.due(connection.db(), now);
        while (due.isPresent() && !rounds.isEnding() && isMine.getAsBoolean()) {
            TxResult result = connection.submit(due.get());
            fired.increment();
            long atLeast =
                    switch (result) {
                        case TxResult.Committed(var report) -> report.t();
                        case TxResult.Conflict(_, long t) -> t;
                        case TxResult.Duplicate(long t) -> t;
                        case TxResult.Rejected(var error) -> throw error;
                        case TxResult.Indeterminate(var error) -> throw error;
                    };
            due = firing.due(connection.db(atLeast, LONGEST_SLEEP), now);
        }
    }

    private void beginDue(RequestsUnderWay under, Database db, Instant now) {
        int room = under.room();
        if (room == 0) {
            return;
        }
        Iterator<Agenda.Entry> entries = Agenda.of(db, machine, Kind.REQUEST);
        boolean isDue = true;
        while (isDue && room > 0 && entries.hasNext()) {
            Agenda.Entry entry = entries.next();
            isDue = !entry.due().isAfter(now);
            if (isDue) {
                String id = PlannedRequest.idOf(db, entry.entity()).orElseThrow();
                if (!under.isTaken(id, now)) {
                    under.begin(id);
                    room--;
                }
            }
        }
    }

    /// True if nothing is under way or due.
    boolean isIdle() {
        if (!isMine.getAsBoolean()) {
            return !isBusy();
        }
        Instant now = clock.instant();
        Database db = connection.db();
        boolean isAsked = requests != null && isDue(db, Kind.REQUEST, now);
        return !isBusy() && !isAsked && !isDue(db, Kind.TIMER, now);
    }

    /// True if requests are under way here.
    boolean isBusy() {
        return requests != null && !requests.isEmpty();
    }

    private boolean isDue(Database db, Kind kind, Instant now) {
        Iterator<Agenda.Entry> entries = Agenda.of(db, machine, kind);
        return entries.hasNext() && !entries.next().due().isAfter(now);
    }

    /// Finishes what is under way, and ends.
    @Override
    public void close() {
        rounds.close();
        if (requests != null) {
            requests.join();
        }
    }
}
