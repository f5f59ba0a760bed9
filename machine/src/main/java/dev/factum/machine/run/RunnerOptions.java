package dev.factum.machine.run;

import dev.factum.machine.request.Gateway;
import dev.factum.machine.retention.Retention;
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
/// @param kept for how long what decisions owed is kept; null if for ever
/// @param auditedShare which part of the decisions is made once more, to see whether handlers are
///   pure
/// @param mostDeaths in how many lives in a row a message may be begun with before it is parked
public record RunnerOptions(
        @Nullable Gateway given,
        InstantSource clock,
        int mostRequests,
        @Nullable String name,
        Duration leases,
        @Nullable Retention kept,
        double auditedShare,
        int mostDeaths) {

    private static final int MOST_REQUESTS = 1_024;
    private static final double AUDITED = 0.01;
    private static final int MOST_DEATHS = 5;
    private static final Duration LEASES = Duration.ofSeconds(10);

    /// The system's clock, no gateway, and no other instances.
    public static RunnerOptions standard() {
        return new RunnerOptions(
                null,
                InstantSource.system(),
                MOST_REQUESTS,
                null,
                LEASES,
                null,
                AUDITED,
                MOST_DEATHS);
    }

    /// With a gateway for requests; it stays the caller's, to be closed after the runner.
    public RunnerOptions gateway(Gateway gateway) {
        return new RunnerOptions(
                gateway, clock, mostRequests, name, leases, kept, auditedShare, mostDeaths);
    }

    public RunnerOptions clock(InstantSource source) {
        return new RunnerOptions(
                given, source, mostRequests, name, leases, kept, auditedShare, mostDeaths);
    }

    public RunnerOptions mostRequests(int most) {
        return new RunnerOptions(given, clock, most, name, leases, kept, auditedShare, mostDeaths);
    }

    /// As one of several instances of the machine on one database, which divide its work by leases.
    /// An instance that ends leaves its part to the others; one that dies loses it after a while.
    ///
    /// @param instance its name, which no other living instance bears
    public RunnerOptions instance(String instance) {
        return new RunnerOptions(
                given, clock, mostRequests, instance, leases, kept, auditedShare, mostDeaths);
    }

    /// For how long an instance is counted on that is not heard of any more; ten seconds if this is
    /// not said. The clocks of the instances should differ by much less.
    public RunnerOptions leases(Duration last) {
        return new RunnerOptions(
                given, clock, mostRequests, name, last, kept, auditedShare, mostDeaths);
    }

    /// For how long what decisions owed is kept after it was sent; for ever if this is not said.
    public RunnerOptions retention(Retention retention) {
        return new RunnerOptions(
                given, clock, mostRequests, name, leases, retention, auditedShare, mostDeaths);
    }

    /// For how long what decisions owed is kept, if not for ever.
    public Optional<Retention> retention() {
        return Optional.ofNullable(kept);
    }

    /// Makes this part of the decisions once more, on the side, to see whether handlers are pure;
    /// one in a hundred if this is not said. What comes out differently is told as facts
    /// ([dev.factum.machine.audit.Drift]).
    ///
    /// @param share between 0, none, and 1, all
    public RunnerOptions audited(double share) {
        return new RunnerOptions(given, clock, mostRequests, name, leases, kept, share, mostDeaths);
    }

    /// Parks a message that the process has died of so often, as `:factum.machine/killer`: one that
    /// ends the process, or has it ended from outside. A runner that comes after one which died
    /// notes for ten minutes what it begins with, a transaction more for each message; close the
    /// runner when a process ends, to spare the next one that.
    ///
    /// @param most five if this is not said; 0 to count nothing
    public RunnerOptions mostDeaths(int most) {
        return new RunnerOptions(
                given, clock, mostRequests, name, leases, kept, auditedShare, most);
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
