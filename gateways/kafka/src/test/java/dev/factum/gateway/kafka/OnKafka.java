package dev.factum.gateway.kafka;

import dev.factum.machine.claim.Source;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Runner;
import dev.factum.testkit.MemoryConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;

/// What tests of machines on a real Kafka broker have in common.
abstract class OnKafka {

    static final Duration LONG = Duration.ofSeconds(30);

    final MemoryConnection connection = Accounts.connection();
    final KafkaBroker broker = KafkaBroker.connect(Kafka.settings());

    @AfterEach
    void disconnect() {
        broker.close();
    }

    void publish(List<Message> messages) {
        var accepted = new CountDownLatch(1);
        broker.publish(messages, accepted::countDown);
        Kafka.await("the messages to be taken", () -> accepted.getCount() == 0);
    }

    static void awaitDecided(Runner runner, long number) {
        Kafka.await(number + " decisions", () -> runner.stats().decided() >= number);
    }

    Source source(Accounts service) {
        return Source.in(connection.db(), sourceName(service, 0));
    }

    static String sourceName(Accounts service, int partition) {
        try (Admin admin = Admin.create(Kafka.settings().admin())) {
            String topic = service.bookings().name();
            return service.name()
                    + "/"
                    + new SourceNames(admin).of(Set.of(topic)).get(topic)
                    + "/"
                    + partition;
        }
    }

    static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Nobody let it go on");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
