package dev.factum.workload.effects;

/// What happens to one process of the service, until it is killed. Immutable.
///
/// @param trap where it is killed
/// @param event what else happens, before the trap is set
record Life(Trap trap, Event event, End end) {

    enum Event {
        NONE,
        /// One instance leaves the group and comes again.
        REBALANCE,
        /// Kafka is killed and started again.
        BROKER_KILLED,
        /// Kafka is stopped in order and started again.
        BROKER_STOPPED
    }

    enum End {
        /// It is killed, and then the next one is started.
        KILLED,
        /// The next one is started while it lives.
        DEPOSED
    }

    static Life at(KillPoint point, int times) {
        return new Life(new Trap.At(point, times), Event.NONE, End.KILLED);
    }
}
