package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.relay.RelayEvent;
import dev.factum.machine.relay.RelayIo;
import dev.factum.machine.relay.RelaySteps;
import dev.factum.machine.relay.Relaying;
import dev.factum.machine.relay.Share;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The thread of a relay: does what its step function asks for.
///
/// What may pass, and whatever a broker throws that is no [FactumError], is tried again from the
/// saved cursor and shown while it lasts; what cannot be read stops the relay and is shown, since
/// sending later things first would break the order.
final class RelayLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RelayLoop.class.getName());

    private final RelaySteps all;
    private final Connection connection;
    private final Broker broker;
    private final Consumer<List<LogEntry>> observer;
    private final Thread thread;
    private final LongAdder published = new LongAdder();
    private final AtomicInteger changes = new AtomicInteger();
    private volatile Share wanted;
    private volatile int followed = -1;
    private volatile long through;
    private volatile boolean closing;
    private int failures;
    private volatile @Nullable FactumError failure;

    private RelayLoop(
            RelaySteps all,
            Share share,
            Connection connection,
            Broker broker,
            Consumer<List<LogEntry>> observer) {
        this.all = all;
        this.wanted = share;
        this.connection = connection;
        this.broker = broker;
        this.observer = observer;
        this.thread = Thread.ofPlatform().name("factum-relay").daemon().unstarted(this::run);
    }

    /// @param share what is sent here
    /// @param observer told of all entries that are read, before anything else is done with them
    static RelayLoop start(
            RelaySteps all,
            Share share,
            Connection connection,
            Broker broker,
            Consumer<List<LogEntry>> observer) {
        var loop = new RelayLoop(all, share, connection, broker, observer);
        loop.thread.start();
        return loop;
    }

    /// Sends something else than before from now on; what it sent before is left where it is.
    void changeTo(Share share) {
        wanted = share;
        changes.incrementAndGet();
    }

    /// True if nothing is sent any more but what was asked for last.
    boolean hasChanged() {
        return followed == changes.get() || hasStopped();
    }

    long through() {
        return through;
    }

    long published() {
        return published.sum();
    }

    /// Why nothing is sent now.
    Optional<FactumError> failure() {
        return Optional.ofNullable(failure);
    }

    boolean hasStopped() {
        return !thread.isAlive();
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn && !closing) {
            try {
                follow();
            } catch (FactumError problem) {
                goesOn = isPassing(problem);
            } catch (Throwable problem) { // a broker may throw anything, and must not end the relay
                goesOn = isPassing(brokerFailure(problem));
            }
        }
    }

    /// Shows a failure and waits a moment; false if trying again does not help.
    private boolean isPassing(FactumError problem) {
        LOG.log(Level.WARNING, "The relay could not go on", problem);
        failure = problem;
        failures++;
        return problem.category().retryable() && Backoff.pause(failures);
    }

    private static FactumError brokerFailure(Throwable failed) {
        return FactumError.of(MachineErrorCode.RELAY_FAILED, "The relay failed", failed)
                .with("cause", failed.toString());
    }

    /// What one attempt to follow the log reads from and sends through.
    ///
    /// @param accepted the transactions whose messages were accepted, of this attempt only: another
    ///   may send others of the same transaction
    private record Ends(
            Tail tail,
            Broker.Outlet outlet,
            BlockingQueue<Long> accepted,
            AtomicReference<@Nullable Throwable> lost)
            implements AutoCloseable {

        /// What was given up is sent again by the next attempt, with all that came after it.
        void check() {
            Throwable failed = lost.get();
            if (failed != null) {
                throw brokerFailure(failed);
            }
        }

        @Override
        public void close() {
            tail.close();
            outlet.close();
        }
    }

    private void follow() {
        int change = changes.get();
        RelaySteps steps = all.of(wanted);
        through = 0;
        followed = change;
        try (Ends ends =
                new Ends(
                        new Tail(connection),
                        broker.outlet(),
                        new LinkedTransferQueue<>(),
                        new AtomicReference<>())) {
            RelaySteps.Step step = steps.begin();
            Queue<RelayIo> todo = new ArrayDeque<>(step.io());
            while (!todo.isEmpty()) {
                ends.check();
                RelayIo io = todo.remove();
                if ((closing || changes.get() != change) && isWait(io)) {
                    saveAtTheEnd(steps, step.relaying(), ends);
                    return;
                }
                if (!ends.accepted().isEmpty() && !step.relaying().waiting()) {
                    step =
                            steps.next(
                                    step.relaying(),
                                    new RelayEvent.Accepted(drained(ends.accepted())));
                }
                RelayEvent event = perform(io, ends);
                if (event != null) {
                    step = steps.next(step.relaying(), event);
                    todo.addAll(step.io());
                    noteSuccess(event, step);
                }
                through = step.relaying().through();
            }
        }
    }

    private static boolean isWait(RelayIo io) {
        return io instanceof RelayIo.ReadLog || io instanceof RelayIo.AwaitAccepted;
    }

    /// What the broker has accepted by now counts; what it has not is sent again by the next relay.
    private void saveAtTheEnd(RelaySteps steps, Relaying relaying, Ends ends) {
        Relaying last =
                steps.next(relaying, new RelayEvent.Accepted(drained(ends.accepted()))).relaying();
        for (RelayIo io : steps.next(last, new RelayEvent.LogRead(List.of())).io()) {
            if (io instanceof RelayIo.SaveCursor) {
                perform(io, ends);
            }
        }
    }

    /// A failure is over when the cursor is saved again, or all is sent and there is none to save.
    private void noteSuccess(RelayEvent event, RelaySteps.Step step) {
        boolean isAllSent =
                event instanceof RelayEvent.LogRead(var entries)
                        && entries.isEmpty()
                        && step.relaying().onTheWay().isEmpty()
                        && step.io().stream().allMatch(RelayLoop::isWait);
        boolean isSaved = event instanceof RelayEvent.CursorSaved(_, boolean durable) && durable;
        if (isAllSent || isSaved) {
            failures = 0;
            failure = null;
        }
    }

    private @Nullable RelayEvent perform(RelayIo io, Ends ends) {
        return switch (io) {
            case RelayIo.Look _ -> new RelayEvent.Looked(connection.db());
            case RelayIo.ReadLog(long from, int most) -> {
                List<LogEntry> entries = ends.tail().read(from, most);
                observer.accept(entries);
                yield new RelayEvent.LogRead(entries);
            }
            case RelayIo.Publish(long t, var messages) -> {
                published.add(messages.size());
                ends.outlet().publish(messages, () -> ends.accepted().add(t), ends.lost()::set);
                yield null;
            }
            case RelayIo.SaveCursor(var cursor) -> {
                TxResult result = connection.submit(TxRequest.of(cursor.txData()));
                yield new RelayEvent.CursorSaved(
                        cursor.through(), result instanceof TxResult.Committed);
            }
            case RelayIo.AwaitAccepted _ -> new RelayEvent.Accepted(awaited(ends.accepted()));
        };
    }

    private static Set<Long> drained(BlockingQueue<Long> accepted) {
        var ts = new HashSet<Long>();
        accepted.drainTo(ts);
        return ts;
    }

    /// What is accepted next; nothing if that takes long.
    private static Set<Long> awaited(BlockingQueue<Long> accepted) {
        try {
            Long first = accepted.poll(Tail.IDLE.toMillis(), TimeUnit.MILLISECONDS);
            Set<Long> ts = drained(accepted);
            if (first != null) {
                ts.add(first);
            }
            return ts;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    /// Saves the cursor and ends.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
