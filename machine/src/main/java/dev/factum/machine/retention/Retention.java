package dev.factum.machine.retention;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import java.time.Duration;

/// For how long the log keeps what decisions owed: messages, requests, replies. Immutable.
///
/// It should be as long as anybody may come back to ask: callers with an idempotency key for the
/// reply, people who look into what was sent. Who decided on what, and the digest of the effects,
/// are kept for ever.
///
/// @param effects what is older is let go, once nobody needs it
/// @param every how often a runner looks what there is to let go
public record Retention(Duration effects, Duration every) {

    private static final Duration EVERY = Duration.ofMinutes(1);

    public Retention {
        if (effects.isNegative() || !every.isPositive()) {
            throw FactumError.of(
                            MachineErrorCode.INVALID_RETENTION,
                            "Nothing is kept for a negative time, nor looked at all the time")
                    .with("effects", effects.toString())
                    .with("every", every.toString());
        }
    }

    /// Keeps effects for so long, and looks every minute.
    public static Retention of(Duration effects) {
        return new Retention(effects, EVERY);
    }

    /// The same, looking so often.
    public Retention every(Duration pause) {
        return new Retention(effects, pause);
    }
}
