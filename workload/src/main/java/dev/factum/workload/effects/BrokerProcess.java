package dev.factum.workload.effects;

import dev.factum.gateway.kafkalocal.LocalKafka;
import java.io.IOException;
import java.nio.file.Path;

/// Kafka as a process of its own, with its data in a directory that outlives it.
final class BrokerProcess {

    private BrokerProcess() {}

    static void run(Path directory) throws IOException {
        LocalKafka kafka = LocalKafka.in(directory);
        Supervised.say(Words.READY + kafka.bootstrapServers());
        Supervised.awaitEnd();
        kafka.stop();
    }
}
