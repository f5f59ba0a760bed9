package dev.factum.gateway.http.outbound;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Ends attempts that take too long, on one thread for all. A partner that sends a byte now and
/// then never stops for long enough to be noticed otherwise. Safe to share between threads.
final class Deadlines implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;

    Deadlines() {
        timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("factum-http-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Runs `end` after a while, unless what is returned is cancelled before.
    ScheduledFuture<?> after(Duration longest, Runnable end) {
        return timer.schedule(end, longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
