package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.audit.Audit;
import dev.factum.machine.audit.Drift;
import dev.factum.machine.audit.Finding;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.handler.Handlers;
import dev.factum.machine.message.Message;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The thread that makes some decisions once more, beside those that are being made, and has the
/// database tell of those that come out differently. What was decided stays.
///
/// Whoever decides never waits for it: if too much is waiting, a sample is dropped. Safe to share
/// between threads.
final class AuditLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AuditLoop.class.getName());
    private static final int MOST_WAITING = 256;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long IDLE_MILLIS = 100;

    /// How many findings about one handler become facts; more would tell nothing new.
    private static final int MOST_NOTED = 100;

    /// Spreads consecutive numbers evenly: 2^64 divided by the golden ratio (Knuth, TAOCP 3, 6.4).
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private record Sample(Message message, String handler, long t) {}

    private final Handlers handlers;
    private final Connection connection;
    private final double share;
    private final BlockingQueue<Sample> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicInteger pending = new AtomicInteger();
    private final Map<String, Integer> noted = new HashMap<>();
    private final LongAdder same = new LongAdder();
    private final LongAdder different = new LongAdder();
    private final LongAdder notDerivable = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Thread thread;
    private volatile boolean closing;

    private AuditLoop(Handlers handlers, Connection connection, double share) {
        this.handlers = handlers;
        this.connection = connection;
        this.share = share;
        this.thread = Thread.ofPlatform().name("factum-audit").daemon().unstarted(this::run);
    }

    /// @param share which part of the decisions is audited, between 0 and 1
    static AuditLoop start(Handlers handlers, Connection connection, double share) {
        var loop = new AuditLoop(handlers, connection, share);
        loop.thread.start();
        return loop;
    }

    /// A decision was made; which are audited follows from t.
    void decided(Message message, String handler, long t) {
        if (isSampled(t)) {
            pending.incrementAndGet();
            if (!waiting.offer(new Sample(message, handler, t))) {
                pending.decrementAndGet();
                dropped.increment();
            }
        }
    }

    private boolean isSampled(long t) {
        return ((t * SPREAD) >>> 11) * 0x1.0p-53 < share;
    }

    AuditStats stats() {
        return new AuditStats(same.sum(), different.sum(), notDerivable.sum(), dropped.sum());
    }

    /// True if no sample waits.
    boolean isIdle() {
        return pending.get() == 0;
    }

    private void run() {
        while (!closing) {
            try {
                Sample sample = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (sample != null) {
                    audit(sample);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void audit(Sample sample) {
        try {
            handlers.named(sample.handler()).ifPresent(handler -> count(judged(handler, sample)));
        } catch (FactumError problem) {
            LOG.log(Level.WARNING, "A decision could not be audited", problem);
            dropped.increment();
        } catch (Throwable problem) { // a handler may throw anything, and decisions go on
            LOG.log(Level.ERROR, "A decision could not be audited", problem);
            dropped.increment();
        } finally {
            pending.decrementAndGet();
        }
    }

    private Finding judged(HandlerDefinition<?> handler, Sample sample) {
        Database db = connection.db(sample.t(), LONGEST_WAIT);
        Decision decision = Decision.at(connection.log(sample.t(), sample.t() + 1).getFirst());
        return Audit.of(handler, sample.message(), decision, db, sample.t());
    }

    private void count(Finding finding) {
        switch (finding) {
            case Finding.Same _ -> same.increment();
            case Finding.NotDerivable _ -> notDerivable.increment();
            case Finding.Different(Drift drift) -> {
                different.increment();
                int count = noted.merge(drift.handler(), 1, Integer::sum);
                if (count == 1) {
                    LOG.log(Level.WARNING, "A handler is not pure: {0}", drift.handler());
                }
                if (count <= MOST_NOTED) {
                    connection.submit(TxRequest.of(drift.txData()));
                }
            }
        }
    }

    /// Ends after the sample that is on.
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
