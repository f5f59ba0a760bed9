package dev.factum.workload.effects;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// The broker's process as the supervisor has it: starts and restarts it, and makes the topics.
/// Belongs to one thread.
final class Kafka implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int STARTS = 3;
    private static final int PARTITIONS = 4;

    private final Path directory;
    private int starts;
    private Child process;
    private final String servers;

    Kafka(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.process = launch();
        this.servers = process.require(Words.READY, LONGEST_START);
    }

    private Child launch() throws IOException {
        starts++;
        String data = directory.resolve("kafka").toString();
        return Child.start(directory, "broker-" + starts, "broker", data);
    }

    String servers() {
        return servers;
    }

    void createTopics() throws ExecutionException, InterruptedException {
        var properties = new Properties();
        properties.put("bootstrap.servers", servers);
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(Counting.INPUT.name(), PARTITIONS, (short) 1),
                                    new NewTopic(Counting.OUTPUT.name(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    /// Kills the broker, or lets it end in order, and starts it again on its data. Another process
    /// may have its port for a moment.
    void restart(boolean isKilled) throws IOException, InterruptedException {
        if (isKilled) {
            process.kill();
        } else {
            process.finish();
        }
        for (int attempt = 1; attempt <= STARTS; attempt++) {
            process = launch();
            if (process.await(LONGEST_START, Words.READY).isPresent()) {
                return;
            }
            process.kill();
        }
        throw new IllegalStateException("The broker does not start again");
    }

    @Override
    public void close() {
        process.close();
    }
}
