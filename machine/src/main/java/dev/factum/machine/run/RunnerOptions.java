package dev.factum.machine.run;

import dev.factum.machine.request.Gateway;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a runner works. Immutable; each method gives other options.
///
/// @param given performs requests; without one they wait
/// @param clock says when timers are due, and when leases end
/// @param mostRequests how many requests are under way at once
/// @param name that of this instance among those which divide the machine's work; null if it is
///   alone
/// @param leases for how long an instance is counted on that is not heard of any more
public record RunnerOptions(
        @Nullable Gateway given,
        InstantSource clock,
        int mostRequests,
        @Nullable String name,
        Duration leases) {

    private static final int MOST_REQUESTS = 1_024;
    private static final Duration LEASES = Duration.ofSeconds(10);

    /// The system's clock, no gateway, and no other instances.
    public static RunnerOptions standard() {
        return new RunnerOptions(null, InstantSource.system(), MOST_REQUESTS, null, LEASES);
    }

    /// With a gateway for requests; it stays the caller's, to be closed after the runner.
    public RunnerOptions gateway(Gateway gateway) {
        return new RunnerOptions(gateway, clock, mostRequests, name, leases);
    }

    public RunnerOptions clock(InstantSource source) {
        return new RunnerOptions(given, source, mostRequests, name, leases);
    }

    public RunnerOptions mostRequests(int most) {
        return new RunnerOptions(given, clock, most, name, leases);
    }

    /// As one of several instances of the machine on one database, which divide its work by leases.
    /// An instance that ends leaves its part to the others; one that dies loses it after a while.
    ///
    /// @param instance its name, which no other living instance bears
    public RunnerOptions instance(String instance) {
        return new RunnerOptions(given, clock, mostRequests, instance, leases);
    }

    /// For how long an instance is counted on that is not heard of any more; ten seconds if this is
    /// not said. The clocks of the instances should differ by much less.
    public RunnerOptions leases(Duration last) {
        return new RunnerOptions(given, clock, mostRequests, name, last);
    }

    /// What performs requests.
    public Optional<Gateway> gateway() {
        return Optional.ofNullable(given);
    }

    /// The name of this instance, if there are others.
    public Optional<String> instance() {
        return Optional.ofNullable(name);
    }
}
