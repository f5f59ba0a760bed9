package dev.factum.machine.run;

import dev.factum.machine.request.Gateway;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a runner works. Immutable; each method gives other options.
///
/// @param given performs requests; without one they wait
/// @param clock says when timers are due
/// @param mostRequests how many requests are under way at once
public record RunnerOptions(@Nullable Gateway given, InstantSource clock, int mostRequests) {

    private static final int MOST_REQUESTS = 1_024;

    /// The system's clock, and no gateway.
    public static RunnerOptions standard() {
        return new RunnerOptions(null, InstantSource.system(), MOST_REQUESTS);
    }

    /// With a gateway for requests; it stays the caller's, to be closed after the runner.
    public RunnerOptions gateway(Gateway gateway) {
        return new RunnerOptions(gateway, clock, mostRequests);
    }

    public RunnerOptions clock(InstantSource source) {
        return new RunnerOptions(given, source, mostRequests);
    }

    public RunnerOptions mostRequests(int most) {
        return new RunnerOptions(given, clock, most);
    }

    /// What performs requests.
    public Optional<Gateway> gateway() {
        return Optional.ofNullable(given);
    }
}
