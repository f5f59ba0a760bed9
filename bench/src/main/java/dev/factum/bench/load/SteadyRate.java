package dev.factum.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// An open loop: asks at a steady rate, whether or not what was asked before has been answered.
/// Times count from when each should have been asked, so that a stall is not left out (Tene, "How
/// NOT to Measure Latency", on coordinated omission).
public final class SteadyRate {

    private SteadyRate() {}

    /// The times of all answers in milliseconds, sorted.
    ///
    /// @param perSecond how often is asked
    /// @param send gets a number that no other call gets
    public static double[] run(double perSecond, Duration length, LongConsumer send)
            throws InterruptedException {
        int count = (int) (perSecond * length.toMillis() / 1e3);
        double[] times = new double[count];
        var open = new CountDownLatch(count);
        long start = System.nanoTime();
        for (int each = 0; each < count; each++) {
            int number = each;
            long due = start + (long) (each * 1e9 / perSecond);
            waitUntil(due);
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            send.accept(start + number);
                            times[number] = (System.nanoTime() - due) / 1e6;
                        } finally {
                            open.countDown();
                        }
                    });
        }
        open.await();
        Arrays.sort(times);
        return times;
    }

    private static void waitUntil(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }
}
