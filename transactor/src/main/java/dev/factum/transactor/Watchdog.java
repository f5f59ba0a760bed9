package dev.factum.transactor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Interrupts the thread that judges when the code of one request runs longer than its budget.
///
/// It looks at the number of the running job now and then; a job that is still the same after the
/// budget is interrupted, between once and one and a quarter times the budget. Beginning and ending
/// a job costs one atomic store each. A loop that never looks at its interruption cannot be stopped
/// by anything in a JVM; such code must not be trusted to the writer.
///
/// The thread may be a caller's, which others may interrupt for reasons of their own: a job begins
/// without that interruption, and the thread has it again when the job has ended.
final class Watchdog implements AutoCloseable {

    private static final long IDLE = 0;
    private static final long INTERRUPTING = -1;
    private static final long INTERRUPTED = -2;
    private static final int LOOKS_PER_BUDGET = 4;

    private final AtomicLong running = new AtomicLong(IDLE);
    private final Duration budget;
    private final Thread thread;
    private @Nullable Thread watched;
    private boolean interruptedBefore;
    private long jobs;
    private volatile boolean closed;

    /// How a job ended.
    enum Ending {
        IN_TIME,
        /// Somebody else interrupted the thread, and the job may have suffered from it.
        DISTURBED,
        TOO_LATE
    }

    Watchdog(Duration budget) {
        this.budget = budget;
        this.thread = Thread.ofVirtual().name("factum-watchdog").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /// The calling thread begins a job. One job at a time.
    void begin() {
        interruptedBefore = Thread.interrupted();
        watched = Thread.currentThread();
        running.set(++jobs);
    }

    /// The job ends, on the thread that began it.
    Ending end() {
        boolean inTime = running.compareAndSet(jobs, IDLE);
        if (!inTime) {
            while (running.get() == INTERRUPTING) {
                Thread.onSpinWait();
            }
            running.set(IDLE);
        }
        watched = null;
        boolean interrupted = Thread.interrupted();
        if (interruptedBefore || (inTime && interrupted)) {
            Thread.currentThread().interrupt();
        }
        return !inTime ? Ending.TOO_LATE : interrupted ? Ending.DISTURBED : Ending.IN_TIME;
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
                interrupt(watched);
                running.set(INTERRUPTED);
            }
        }
    }

    /// The job cannot end meanwhile, so that it is still the one that runs too long.
    private static void interrupt(@Nullable Thread runner) {
        if (runner != null) {
            runner.interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
