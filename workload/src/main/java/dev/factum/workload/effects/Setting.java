package dev.factum.workload.effects;

import dev.factum.gateway.kafka.KafkaSettings;
import java.nio.file.Path;

/// Where the processes of one run find each other. Immutable.
///
/// @param directory everything that is written goes there
/// @param servers Kafka's
/// @param counter the counter's address
/// @param keyless true if the counter is called without idempotency keys
record Setting(Path directory, String servers, String counter, boolean keyless) {

    String uri() {
        return "factum:sqlite:" + directory.resolve("counting.db");
    }

    /// A member of a group that is gone is missed within seconds.
    KafkaSettings kafka() {
        return KafkaSettings.of(servers)
                .service(Counting.NAME)
                .property("heartbeat.interval.ms", "200")
                .property("session.timeout.ms", "1500")
                .property("metadata.max.age.ms", "1000")
                .property("reconnect.backoff.max.ms", "200");
    }
}
