package dev.factum.workload.effects;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// The trap that a service is in: counts the points that it passes, and stops it at the one that
/// was asked for. Safe to share between threads.
final class Snare {

    private final Consumer<String> say;
    private Trap trap;
    private int passed;

    /// @param say tells the supervisor
    Snare(Trap trap, Consumer<String> say) {
        this.trap = trap;
        this.say = say;
    }

    /// Another trap from now on.
    synchronized void set(Trap next) {
        trap = next;
        passed = 0;
    }

    /// The service passes a point. Does not come back from the one it is to be killed at.
    void pass(KillPoint point) {
        if (stops(point)) {
            waitToBeKilled();
        }
    }

    private synchronized boolean stops(KillPoint point) {
        return switch (trap) {
            case Trap.At(KillPoint wanted, int times) when wanted == point ->
                    isReached(times, true);
            case Trap.After(int points) -> isReached(points, false);
            case Trap.At _, Trap.Nowhere _ -> false;
        };
    }

    private boolean isReached(int times, boolean stops) {
        passed++;
        if (passed == times) {
            say.accept(Words.AT + trap.text());
            return stops;
        }
        return false;
    }

    /// Only a kill ends it.
    private static void waitToBeKilled() {
        new Semaphore(0).acquireUninterruptibly();
    }
}
