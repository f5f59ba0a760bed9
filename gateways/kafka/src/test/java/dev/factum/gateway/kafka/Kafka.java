package dev.factum.gateway.kafka;

import dev.factum.gateway.kafkalocal.LocalKafka;
import dev.factum.machine.message.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/// The one Kafka broker of all tests in this process, and waiting for what happens there.
final class Kafka {

    static final LocalKafka BROKER = LocalKafka.start();

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final AtomicInteger NAMES = new AtomicInteger();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(BROKER::close));
    }

    private Kafka() {}

    /// Settings whose members come and go quickly.
    static KafkaSettings settings() {
        return KafkaSettings.of(BROKER.bootstrapServers())
                .property("heartbeat.interval.ms", "50")
                .property("session.timeout.ms", "5000")
                .property("metadata.max.age.ms", "1000")
                .property("reconnect.backoff.max.ms", "200")
                .property("max.block.ms", "1000");
    }

    /// A name that no other test has.
    static String name(String stem) {
        return stem + "-" + NAMES.incrementAndGet();
    }

    /// A new topic.
    static Topic topic(String stem, int partitions) {
        Topic topic = Topic.of(name(stem));
        try (Admin admin = Admin.create(settings().admin())) {
            get(
                    admin.createTopics(List.of(new NewTopic(topic.name(), partitions, (short) 1)))
                            .all());
        }
        return topic;
    }

    /// Deletes a topic with all that is in it, and makes it again.
    static void makeAnew(Topic topic, int partitions) {
        try (Admin admin = Admin.create(settings().admin())) {
            get(admin.deleteTopics(List.of(topic.name())).all());
            await(
                    "the topic to be gone",
                    () -> !get(admin.listTopics().names()).contains(topic.name()));
            get(
                    admin.createTopics(List.of(new NewTopic(topic.name(), partitions, (short) 1)))
                            .all());
        }
    }

    static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException | InterruptedException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /// Waits until something is so.
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("This did not happen: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
