package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.relay.RelayEvent;
import dev.factum.machine.relay.RelayIo;
import dev.factum.machine.relay.RelaySteps;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The thread of a relay: does what its step function asks for.
///
/// What may pass is tried again from the saved cursor; what cannot be read stops the relay and is
/// shown, since sending later things first would break the order.
final class RelayLoop implements AutoCloseable {

    private final RelaySteps steps;
    private final Connection connection;
    private final Broker broker;
    private final Thread thread;
    private final BlockingQueue<Long> accepted = new LinkedBlockingQueue<>();
    private final LongAdder published = new LongAdder();
    private volatile long through;
    private volatile boolean closing;
    private volatile @Nullable FactumError failure;

    private RelayLoop(RelaySteps steps, Connection connection, Broker broker) {
        this.steps = steps;
        this.connection = connection;
        this.broker = broker;
        this.thread = Thread.ofPlatform().name("factum-relay").daemon().unstarted(this::run);
    }

    static RelayLoop start(RelaySteps steps, Connection connection, Broker broker) {
        var loop = new RelayLoop(steps, connection, broker);
        loop.thread.start();
        return loop;
    }

    long through() {
        return through;
    }

    long published() {
        return published.sum();
    }

    Optional<FactumError> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        int failures = 0;
        while (!closing) {
            try {
                follow();
            } catch (FactumError problem) {
                failures++;
                if (!problem.category().retryable() || !Backoff.pause(failures)) {
                    failure = closing ? null : problem;
                    return;
                }
            }
        }
    }

    private void follow() {
        try (Tail tail = new Tail(connection)) {
            RelaySteps.Step step = steps.begin();
            Queue<RelayIo> todo = new ArrayDeque<>(step.io());
            boolean lastRound = false;
            while (!todo.isEmpty()) {
                RelayIo io = todo.remove();
                if (io instanceof RelayIo.ReadLog && lastRound) {
                    return;
                }
                lastRound = lastRound || (closing && io instanceof RelayIo.ReadLog);
                if (!accepted.isEmpty() && !(io instanceof RelayIo.AwaitAccepted)) {
                    step = steps.next(step.relaying(), new RelayEvent.Accepted(drained()));
                }
                RelayEvent event = perform(io, tail, lastRound);
                if (event != null) {
                    step = steps.next(step.relaying(), event);
                    todo.addAll(step.io());
                }
                through = step.relaying().through();
            }
        }
    }

    private @Nullable RelayEvent perform(RelayIo io, Tail tail, boolean lastRound) {
        return switch (io) {
            case RelayIo.Look _ -> new RelayEvent.Looked(connection.db());
            case RelayIo.ReadLog(long from, int most) ->
                    new RelayEvent.LogRead(lastRound ? List.of() : tail.read(from, most));
            case RelayIo.Publish(long t, var messages) -> {
                published.add(messages.size());
                broker.publish(messages, () -> accepted.add(t));
                yield null;
            }
            case RelayIo.SaveCursor(var cursor) -> {
                TxResult result = connection.submit(TxRequest.of(cursor.txData()));
                yield new RelayEvent.CursorSaved(
                        cursor.through(), result instanceof TxResult.Committed);
            }
            case RelayIo.AwaitAccepted _ -> new RelayEvent.Accepted(awaited());
        };
    }

    private Set<Long> drained() {
        var ts = new HashSet<Long>();
        accepted.drainTo(ts);
        return ts;
    }

    /// What is accepted next; nothing if that takes long.
    private Set<Long> awaited() {
        try {
            Long first = accepted.poll(Tail.IDLE.toMillis(), TimeUnit.MILLISECONDS);
            Set<Long> ts = drained();
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
