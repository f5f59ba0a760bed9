package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Delivery;
import dev.factum.machine.claim.Outcome;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.handler.Handlers;
import dev.factum.machine.intake.Intake;
import dev.factum.machine.message.Message;
import dev.factum.machine.request.Health;
import dev.factum.machine.timer.Agenda;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A machine at work on a database and a broker: messages of one key one after the other, different
/// keys beside each other on virtual threads, and the relay on a thread of its own.
///
/// The threads are here and the decisions are not: everything that is decided is decided by the
/// machine's step functions. Safe to share between threads.
public final class Runner implements AutoCloseable {

    private static final int MOST_AT_ONCE = 1_024;

    private final Machine machine;
    private final Connection connection;
    private final Lanes lanes = new Lanes(MOST_AT_ONCE);
    private final Attendance attendance = Attendance.start();
    private final CarefulLife life;
    private final Intake intake;
    private final Rounds intakeRounds;
    private final Reception reception;
    private final SharedWork work;
    private final AgendaLoop agenda;
    private final ParkedWakes wakes;
    private final RelayLoop relay;
    private final @Nullable RetentionLoop retention;
    private final AuditLoop audit;
    private final Broker.Subscription subscription;
    private final Tally tally = new Tally();
    private volatile boolean closed;

    private Runner(Machine machine, Connection connection, Broker broker, RunnerOptions options) {
        this.machine = machine;
        this.connection = connection;
        Handlers handlers = attendance.of(machine.handlers());
        this.life = CarefulLife.begin(machine, handlers, connection, options);
        this.intake = new Intake(healthBy(options), System::nanoTime, this::wakeIntake);
        this.intakeRounds = new Rounds("factum-intake", intake::release);
        this.reception =
                new Reception(
                        machine.name(),
                        handlers,
                        connection,
                        life,
                        lanes,
                        intake,
                        this::count,
                        () -> closed);
        this.work = new SharedWork(options.instance().isEmpty());
        this.audit = AuditLoop.start(machine.handlers(), connection, options.auditedShare());
        var routed = new RoutedBroker(broker);
        this.subscription =
                routed.subscribe(
                        machine.name(),
                        machine.handlers().topics(),
                        this::receive,
                        new StoredPositions(machine.name(), connection));
        this.wakes = new ParkedWakes(machine, connection::db, connection::log, this::tryAgain);
        intakeRounds.start();
        this.agenda = AgendaLoop.start(machine, connection, options, work::holdsAgenda);
        this.relay =
                RelayLoop.start(
                        machine.relay(), work.firstShare(), connection, routed, this::observe);
        work.start(machine, connection, options, relay, agenda);
        this.retention =
                options.retention()
                        .map(kept ->
                                RetentionLoop.start(
                                        machine.name(),
                                        connection,
                                        kept,
                                        options.clock(),
                                        work::holdsAgenda))
                        .orElse(null);
    }

    /// Installs what the machine needs, takes messages from the broker, and sends what is owed,
    /// beginning with what an earlier run left owed.
    ///
    /// Connection and broker stay the caller's, to be closed after the runner.
    public static Runner start(Machine machine, Connection connection, Broker broker) {
        return start(machine, connection, broker, RunnerOptions.standard());
    }

    /// The same with a gateway for requests, another clock, or other instances beside this one.
    ///
    /// @throws FactumError `:factum.machine/cannot-serve` if an earlier version of the machine has
    ///   left something open that this one has no handler for
    public static Runner start(
            Machine machine, Connection connection, Broker broker, RunnerOptions options) {
        Machine.install(connection);
        DeployGate.require(machine, connection.db());
        options.retention().ifPresent(kept -> kept.requireFor(machine.remembers()));
        return new Runner(machine, connection, broker, options);
    }

    private static Function<String, Health> healthBy(RunnerOptions options) {
        return options.gateway()
                .<Function<String, Health>>map(gateway -> gateway::health)
                .orElse(_ -> new Health.Well());
    }

    private void wakeIntake() {
        intakeRounds.wake();
    }

    private void tryAgain(Parked aside) {
        reception.tryAgain(aside, () -> wakes.done(aside));
    }

    private void observe(List<LogEntry> entries) {
        Database db = connection.db();
        if (entries.stream().anyMatch(entry -> Agenda.isTouchedBy(db, entry.datoms()))) {
            agenda.wake();
        }
        wakes.observe(entries);
        work.observe(entries, db);
    }

    // ---- messages from callers

    /// Hands a message to its handlers; the receipt comes when each decision is durable.
    ///
    /// The same message again, with the same id, gets the same reply again and changes nothing.
    public CompletableFuture<Receipt> submit(Message message) {
        var receipt = new CompletableFuture<Receipt>();
        if (machine.handlers().taking(message).isEmpty()) {
            receipt.completeExceptionally(
                    FactumError.of(MachineErrorCode.NO_HANDLER, "No handler takes this message")
                            .with("topic", message.topic().name())
                            .with("type", message.type()));
        } else if (closed) {
            receipt.completeExceptionally(closedError());
        } else {
            lanes.enter(message.key(), () -> answer(message, receipt));
        }
        return receipt;
    }

    /// Hands a message to its handlers and waits for the receipt.
    public Receipt call(Message message) {
        try {
            return submit(message).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof FactumError error ? error : failed;
        }
    }

    /// Hands a message to its handlers and waits for the reply, if one gives any.
    ///
    /// @throws FactumError if a handler did not decide: why it was set aside, or that the writer
    ///   could not be reached
    public Optional<Reply> ask(Message message) {
        Receipt receipt = call(message);
        Optional<FactumError> error = receipt.error();
        if (error.isPresent()) {
            throw error.get();
        }
        return receipt.reply();
    }

    private void answer(Message message, CompletableFuture<Receipt> receipt) {
        try {
            if (closed) {
                throw closedError();
            }
            receipt.complete(new Receipt(message, reception.answer(message).outcomes()));
        } catch (Throwable failed) { // whoever waits is told
            receipt.completeExceptionally(failed);
        }
    }

    private static FactumError closedError() {
        return FactumError.of(MachineErrorCode.CLOSED, "The machine has been stopped");
    }

    // ---- messages from the broker

    private void receive(Broker.Delivered delivered) {
        lanes.enter(delivered.message().key(), () -> work.handle(delivered, reception::handle));
    }

    // ---- looking at it

    private void count(Delivery delivery) {
        for (Outcome outcome : delivery.outcomes()) {
            tally.count(outcome);
            if (outcome instanceof Outcome.Decided(var handler, long t, _, _)) {
                audit.decided(delivery.message(), handler, t);
            }
        }
    }

    /// What has been done so far.
    public RunnerStats stats() {
        return new RunnerStats(
                tally.decided.sum(),
                tally.runs.sum(),
                tally.reRuns.sum(),
                tally.duplicates.sum(),
                tally.parked.sum(),
                tally.fenced.sum(),
                relay.published(),
                agenda.fired(),
                work.partitions(),
                Math.max(0, connection.db().basisT() - relay.through()),
                relay.failure().map(FactumError::getMessage).orElse(null),
                retention == null ? 0 : retention.decisions(),
                retention == null ? 0 : retention.bytes(),
                audit.stats(),
                new IntakeStats(intake.kept(), intake.paused(machine.handlers().definitions())));
    }

    /// The messages that this machine has set aside.
    public List<Parked> parked() {
        return Parked.in(connection.db()).stream()
                .filter(aside -> aside.machine().equals(machine.name()))
                .toList();
    }

    /// Delivers a message once more that was set aside, now that something has changed.
    public CompletableFuture<Receipt> redeliver(Parked aside) {
        return submit(aside.message());
    }

    /// Waits until nothing is being decided or waits for a destination, and nothing is owed; false
    /// if that takes longer than `longest`, or the relay has stopped. Of several instances each
    /// speaks for the partitions that it holds: what nobody holds, because an instance has just
    /// left, is not seen.
    public boolean awaitIdle(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!isIdle()) {
            if (System.nanoTime() > end || relay.hasStopped()) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        return true;
    }

    private boolean isIdle() {
        long basis = connection.db().basisT();
        return !work.isChanging()
                && lanes.isEmpty()
                && agenda.isIdle()
                && wakes.isIdle()
                && intake.isEmpty()
                && audit.isIdle()
                && relay.through() >= basis
                && connection.db().basisT() == basis;
    }

    /// Finishes what is being decided, leaves its leases to the other instances, saves the relay's
    /// cursor, and ends. What waits in a lane is not acknowledged and comes again.
    @Override
    public void close() {
        closed = true;
        subscription.close();
        if (retention != null) {
            retention.close();
        }
        agenda.close();
        intakeRounds.close();
        while (!lanes.isEmpty()) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        attendance.close();
        audit.close();
        work.close();
        relay.close();
        life.end();
    }
}
