package dev.factum.transactor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Interrupts the writer's thread when the code of one request runs longer than its budget.
///
/// It looks at the number of the running job now and then; a job that is still the same after the
/// budget is interrupted, between once and one and a quarter times the budget. Beginning and ending
/// a job costs one atomic store each. A loop that never looks at its interruption cannot be stopped
/// by anything in a JVM; such code must not be trusted to the writer.
final class Watchdog implements AutoCloseable {

    private static final long IDLE = 0;
    private static final long INTERRUPTING = -1;
    private static final long INTERRUPTED = -2;
    private static final int LOOKS_PER_BUDGET = 4;

    private final AtomicLong running = new AtomicLong(IDLE);
    private final Thread watched;
    private final Duration budget;
    private final Thread thread;
    private long jobs;
    private volatile boolean closed;

    /// Watches `watched`, which alone calls [#begin] and [#end].
    Watchdog(Thread watched, Duration budget) {
        this.watched = watched;
        this.budget = budget;
        this.thread = Thread.ofVirtual().name("factum-watchdog").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    void begin() {
        running.set(++jobs);
    }

    /// True if the job was interrupted. Afterwards the thread's interruption is cleared, whoever
    /// caused it.
    boolean end() {
        boolean inTime = running.compareAndSet(jobs, IDLE);
        if (!inTime) {
            while (running.get() == INTERRUPTING) {
                Thread.onSpinWait();
            }
            running.set(IDLE);
        }
        Thread.interrupted();
        return !inTime;
    }

    private void watch() {
        long seen = IDLE;
        int looks = 0;
        while (!closed) {
            LockSupport.parkNanos(this, budget.toNanos() / LOOKS_PER_BUDGET);
            long job = running.get();
            looks = job > IDLE && job == seen ? looks + 1 : 0;
            seen = job;
            if (looks >= LOOKS_PER_BUDGET && running.compareAndSet(job, INTERRUPTING)) {
                watched.interrupt();
                running.set(INTERRUPTED);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
