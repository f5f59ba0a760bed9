package dev.factum.testkit.simulation;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.ParkedWakes;
import dev.factum.testkit.MemoryLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;

/// One life of one instance of a machine: what a runner is in production, in steps instead of
/// threads. When it dies, all that it has in hand is gone. Belongs to one run.
final class Instance implements Timeline.Owner {

    private static final Duration LATEST_SIGHT = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 10;

    private final String name;
    private final Surroundings around;
    private final Runnable eachStep;
    private final Parts parts;
    private final RelayTask relay;
    private final AgendaTask agenda;
    private final ParkedWakes wakes;
    private final Map<String, Queue<DeliveryTask>> lanes = new LinkedHashMap<>();
    private MemoryLog seen;
    private boolean alive = true;
    private Instant pausedUntil = Instant.MIN;
    private boolean isSuspect;

    /// @param eachStep called before each of its steps
    Instance(String name, Surroundings around, Runnable eachStep) {
        this.name = name;
        this.around = around;
        this.eachStep = eachStep;
        this.parts =
                around.maker()
                        .make(
                                around.machine(),
                                around.partners().host(),
                                message -> around.heard().hear(message));
        this.seen = around.writer().log();
        this.relay = new RelayTask(this);
        this.agenda = new AgendaTask(this);
        this.wakes =
                new ParkedWakes(
                        around.machine(),
                        this::database,
                        (from, to) -> seen.entries(from, to),
                        this::tryAgain);
        relay.start();
        agenda.poke();
    }

    Surroundings around() {
        return around;
    }

    Parts parts() {
        return parts;
    }

    ParkedWakes wakes() {
        return wakes;
    }

    String name() {
        return name;
    }

    // ---- living

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public Instant pausedUntil() {
        return pausedUntil;
    }

    void die() {
        alive = false;
    }

    void pauseUntil(Instant moment) {
        pausedUntil = moment;
        isSuspect = true;
    }

    // ---- steps

    /// Does the next step of something, in a moment.
    void soon(Runnable step) {
        after(around.chance().step(), step);
    }

    /// Does the next step of something, after a while.
    void after(Duration pause, Runnable step) {
        around.timeline().after(pause, this, () -> step(step));
    }

    /// Does something at a moment.
    void at(Instant moment, boolean isAwaited, Runnable step) {
        around.timeline().at(moment, this, isAwaited, () -> step(step));
    }

    /// The step is not done by one who dies or stands still right before it.
    private void step(Runnable step) {
        eachStep.run();
        if (!alive) {
            return;
        }
        if (pausedUntil.isAfter(around.timeline().instant())) {
            around.timeline().at(pausedUntil, this, true, step);
        } else {
            step.run();
        }
    }

    // ---- the database

    /// The latest database that has come here.
    Database database() {
        return seen.database();
    }

    MemoryLog log() {
        return seen;
    }

    /// A database with this transaction in it.
    Database database(long atLeast) {
        if (database().basisT() < atLeast) {
            see(around.writer().log());
        }
        return database();
    }

    private void see(MemoryLog moment) {
        if (moment.database().basisT() > database().basisT()) {
            seen = moment;
        }
    }

    /// Something was committed, which is seen here after a while.
    void committed(MemoryLog moment) {
        boolean isLate = around.chance().strikes(Hazard.SEEN_LATE);
        after(
                isLate ? around.chance().upTo(LATEST_SIGHT) : around.chance().step(),
                () -> {
                    see(moment);
                    relay.poke();
                    agenda.poke();
                });
    }

    /// Asks the writer, the later the more often it was asked in vain.
    void transact(String what, TxRequest request, int asks, Consumer<TxResult> whenAnswered) {
        after(
                backoff(asks),
                () ->
                        around.writer()
                                .ask(
                                        name + " " + what,
                                        request,
                                        result -> soon(() -> answered(result, whenAnswered))));
    }

    private void answered(TxResult result, Consumer<TxResult> whenAnswered) {
        switch (result) {
            case TxResult.Committed(var report) -> database(report.t());
            case TxResult.Conflict _, TxResult.Duplicate _, TxResult.Rejected _ -> {
                if (isSuspect) {
                    around.chance().reach(Landmark.ZOMBIE_FENCED);
                }
            }
            case TxResult.Indeterminate _ -> around.chance().reach(Landmark.ANSWER_UNKNOWN);
        }
        isSuspect = false;
        whenAnswered.accept(result);
    }

    private Duration backoff(int asks) {
        return asks == 0
                ? around.chance().step()
                : around.chance().upTo(Duration.ofMillis(10L << Math.min(asks, MOST_DOUBLINGS)));
    }

    // ---- messages

    /// Puts a message at the end of its lane.
    void enter(Message message, Runnable acknowledge, Runnable whenDone) {
        boolean wantsReply = around.chance().below(4) == 0;
        var task =
                new DeliveryTask(
                        this, message, wantsReply, acknowledge, () -> done(message, whenDone));
        Queue<DeliveryTask> lane = lanes.computeIfAbsent(message.key(), _ -> new ArrayDeque<>());
        lane.add(task);
        if (lane.size() == 1) {
            soon(task::begin);
        }
    }

    private void done(Message message, Runnable whenDone) {
        Queue<DeliveryTask> lane = Objects.requireNonNull(lanes.get(message.key()));
        lane.remove();
        whenDone.run();
        DeliveryTask next = lane.peek();
        if (next != null) {
            soon(next::begin);
        }
    }

    private void tryAgain(Parked aside) {
        around.chance().reach(Landmark.WOKEN);
        after(
                backoff((int) Math.min(aside.runs() - 1, MOST_DOUBLINGS)),
                () -> enter(aside.message(), () -> {}, () -> wakes.done(aside)));
    }
}
