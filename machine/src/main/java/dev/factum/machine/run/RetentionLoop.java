package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.retention.Forgetting;
import dev.factum.machine.retention.Forgotten;
import dev.factum.machine.retention.Retention;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The thread that lets go of what old decisions owed, now and then; of several instances, that
/// which looks after the agenda.
final class RetentionLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RetentionLoop.class.getName());

    private final String machine;
    private final Connection connection;
    private final Retention retention;
    private final InstantSource clock;
    private final BooleanSupplier isMine;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongAdder decisions = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile boolean closing;

    private RetentionLoop(
            String machine,
            Connection connection,
            Retention retention,
            InstantSource clock,
            BooleanSupplier isMine) {
        this.machine = machine;
        this.connection = connection;
        this.retention = retention;
        this.clock = clock;
        this.isMine = isMine;
        this.thread = Thread.ofPlatform().name("factum-retention").daemon().unstarted(this::run);
    }

    /// @param isMine false while another instance does it
    static RetentionLoop start(
            String machine,
            Connection connection,
            Retention retention,
            InstantSource clock,
            BooleanSupplier isMine) {
        var loop = new RetentionLoop(machine, connection, retention, clock, isMine);
        loop.thread.start();
        return loop;
    }

    /// How many decisions were shortened.
    long decisions() {
        return decisions.sum();
    }

    /// How many bytes of the log were let go.
    long bytes() {
        return bytes.sum();
    }

    private void run() {
        while (!closing) {
            try {
                if (isMine.getAsBoolean()) {
                    Forgotten forgotten =
                            Forgetting.run(connection, machine, retention, clock, () -> !closing);
                    decisions.add(forgotten.decisions());
                    bytes.add(forgotten.bytes());
                }
            } catch (FactumError problem) {
                LOG.log(Level.WARNING, "Old effects could not be let go now", problem);
            } catch (Throwable problem) { // what was not let go is found by the next round
                LOG.log(Level.ERROR, "Old effects could not be let go", problem);
            }
            pause();
        }
    }

    private void pause() {
        lock.lock();
        try {
            long left = retention.every().toNanos();
            while (!closing && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Finishes the batch that is on, and ends.
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
