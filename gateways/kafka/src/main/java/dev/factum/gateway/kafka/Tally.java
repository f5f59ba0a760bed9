package dev.factum.gateway.kafka;

import java.util.concurrent.atomic.LongAdder;

/// Counts what happens. Safe to share between threads.
final class Tally {

    final LongAdder received = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LongAdder rewinds = new LongAdder();
    final LongAdder takeOvers = new LongAdder();
    final LongAdder pauses = new LongAdder();
    final LongAdder restarts = new LongAdder();

    KafkaStats stats() {
        return new KafkaStats(
                received.sum(),
                unreadable.sum(),
                rewinds.sum(),
                takeOvers.sum(),
                pauses.sum(),
                restarts.sum());
    }
}
