package dev.factum.workload.effects;

import java.util.EnumSet;
import java.util.Set;

/// What the nemesis has done. Belongs to one thread.
final class Tally {
    int kills;
    int takeOvers;
    int endedDeposed;
    int rebalances;
    int brokerRestarts;
    long givenBack;
    final Set<KillPoint> wanted = EnumSet.noneOf(KillPoint.class);
    final Set<KillPoint> reached = EnumSet.noneOf(KillPoint.class);

    /// The points that the service was to be killed at and never came to.
    Set<KillPoint> missed() {
        Set<KillPoint> missed = EnumSet.noneOf(KillPoint.class);
        missed.addAll(wanted);
        missed.removeAll(reached);
        return missed;
    }
}
