package dev.factum.machine.run;

import java.time.Duration;

/// How long to wait before asking again: twice as long each time, up to a second.
final class Backoff {

    private static final int FIRST_MILLIS = 2;
    private static final int LONGEST_MILLIS = 1_000;

    private Backoff() {}

    /// Waits before the attempt after `attempts` failed ones; false if the thread was interrupted.
    static boolean pause(int attempts) {
        if (attempts == 0) {
            return true;
        }
        try {
            Thread.sleep(delay(attempts));
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Duration delay(int attempts) {
        return Duration.ofMillis(
                Math.min(LONGEST_MILLIS, (long) FIRST_MILLIS << Math.min(attempts, 10)));
    }
}
