package dev.factum.machine.run;

import java.util.Map;

/// Which handlers a runner gives no messages now, and how much waits for that. Immutable.
///
/// @param kept messages that wait until a destination is well again
/// @param paused the handlers that are given none, or few, each with the destination that keeps
///   failing
public record IntakeStats(int kept, Map<String, String> paused) {
    public IntakeStats {
        paused = Map.copyOf(paused);
    }
}
