package dev.factum.workload.effects;

/// How much of everything a run has. Immutable.
///
/// @param messages different ones
/// @param kills of the service, with `kill -9`
/// @param takeOvers how often a service is deposed by another one while it lives, and has to end by
///   itself
/// @param rebalances of the group at Kafka
/// @param brokerRestarts how often Kafka goes down and comes back
record Scale(int messages, int kills, int takeOvers, int rebalances, int brokerRestarts) {

    static final Scale FULL = new Scale(2_000, 50, 6, 10, 2);

    /// For a test: half of the named points, and one take-over.
    static final Scale SMALL = new Scale(200, 11, 1, 2, 1);
}
