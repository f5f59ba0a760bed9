package dev.factum.machine.retention;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// For how long the log keeps what decisions owed: messages, requests, replies. Immutable.
///
/// It should be as long as anybody may come back to ask: callers with an idempotency key for the
/// reply, people who look into what was sent. Who decided on what, and the digest of the effects,
/// are kept for ever.
///
/// @param effects what is older is let go, once nobody needs it
/// @param claims what is older does not tell duplicates any more; null if claims are kept for ever
/// @param every how often a runner looks what there is to let go
public record Retention(Duration effects, @Nullable Duration claims, Duration every) {

    private static final Duration EVERY = Duration.ofMinutes(1);

    public Retention {
        boolean isShort = claims != null && claims.compareTo(effects) < 0;
        if (effects.isNegative() || isShort || !every.isPositive()) {
            throw FactumError.of(
                            MachineErrorCode.INVALID_RETENTION,
                            "Effects are kept for some time, claims for as long, and both looked at now and then")
                    .with("effects", effects.toString())
                    .with("claims", String.valueOf(claims))
                    .with("every", every.toString());
        }
    }

    /// Keeps effects for so long, and looks every minute.
    public static Retention of(Duration effects) {
        return new Retention(effects, null, EVERY);
    }

    /// The same, looking so often.
    public Retention every(Duration pause) {
        return new Retention(effects, claims, pause);
    }

    /// The same, and claims are let go after so long: all of the database, of whatever machine, and
    /// idempotency keys of requests to its writer as well. A duplicate that comes later is decided
    /// anew, unless its id tells its age and the machine does not remember for longer than this
    /// ([dev.factum.machine.run.Machine.Builder#remembers]).
    public Retention claims(Duration age) {
        return new Retention(effects, age, every);
    }

    /// Refuses if a machine counts on claims for longer than they are kept.
    ///
    /// @param memory for how long it answers for knowing duplicates; empty if for ever
    /// @throws FactumError `:factum.machine/invalid-retention`
    public void requireFor(Optional<Duration> memory) {
        Duration known = claims;
        if (known != null && memory.filter(each -> each.compareTo(known) < 0).isEmpty()) {
            throw FactumError.of(
                            MachineErrorCode.INVALID_RETENTION,
                            "Claims are kept for longer than the machine remembers, which it has to say")
                    .with("claims", String.valueOf(claims))
                    .with("remembers", memory.map(Duration::toString).orElse("for ever"));
        }
    }
}
