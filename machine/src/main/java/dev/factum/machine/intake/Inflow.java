package dev.factum.machine.intake;

import dev.factum.machine.request.Health;
import java.time.Duration;

/// How many messages may begin that need one destination: all while it is well, none while it keeps
/// failing, a few a second while it may be well again, and then more and more, so that what has
/// waited does not knock it down at once. Belongs to whoever has the lock of the [Intake].
final class Inflow {

    /// How many begin at once after an outage.
    static final int FEW = 4;

    /// After so many within one step all may begin.
    static final int MANY = 1_024;

    /// How long the few are for, while it is not known whether the destination is well.
    static final Duration TRIAL = Duration.ofSeconds(1);

    /// How long it takes until twice as many may begin.
    static final Duration STEP = Duration.ofMillis(100);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private enum State {
        FREE,
        SHUT,
        TRYING,
        RISING
    }

    private State state = State.FREE;
    private long since;
    private int allowed;
    private int taken;

    /// How long to wait before the next message may begin; zero if it may now.
    Duration rest(Health health, long now) {
        return switch (health) {
            case Health.Failing(Duration rest) -> {
                state = State.SHUT;
                yield longer(rest, SHORTEST);
            }
            case Health.Recovering() -> {
                if (state != State.TRYING || isOver(TRIAL, now)) {
                    begin(State.TRYING, FEW, now);
                }
                yield left(TRIAL, now);
            }
            case Health.Well() -> {
                rise(now);
                yield state == State.FREE ? Duration.ZERO : left(STEP, now);
            }
        };
    }

    private void rise(long now) {
        if (state == State.SHUT || state == State.TRYING) {
            begin(State.RISING, FEW, now);
        } else if (state == State.RISING && isOver(STEP, now)) {
            begin(allowed < MANY ? State.RISING : State.FREE, 2 * allowed, now);
        }
    }

    private void begin(State next, int most, long now) {
        state = next;
        since = now;
        allowed = most;
        taken = 0;
    }

    private boolean isOver(Duration step, long now) {
        return now - since >= step.toNanos();
    }

    private Duration left(Duration step, long now) {
        return taken < allowed ? Duration.ZERO : longer(step.minusNanos(now - since), SHORTEST);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /// A message begins.
    void take() {
        taken++;
    }
}
