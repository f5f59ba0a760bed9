package dev.factum.workload.effects;

/// How much of everything a run has. Immutable.
///
/// @param messages different ones
/// @param kills of the service
/// @param takeOvers how many of them kill a service after another one has deposed it
/// @param rebalances of the group at Kafka
/// @param brokerRestarts how often Kafka goes down and comes back
record Scale(int messages, int kills, int takeOvers, int rebalances, int brokerRestarts) {

    static final Scale FULL = new Scale(2_000, 50, 6, 10, 2);

    /// For a test: half of the named points, and one take-over.
    static final Scale SMALL = new Scale(200, 12, 1, 2, 1);
}
