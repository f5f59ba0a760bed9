package dev.factum.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.claim.Source;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Broker;
import dev.factum.machine.run.Runner;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Members of a group that come, go, hang, and lose what they have.
class KafkaMembersTest extends OnKafka {

    @Test
    void membersComeAndGoWhileMessagesFlow() {
        Accounts service = Accounts.create(4);
        List<Message> messages = service.messages(30, 1, 101);
        try (KafkaBroker one = KafkaBroker.connect(Kafka.settings());
                KafkaBroker two = KafkaBroker.connect(Kafka.settings());
                Outside outside = new Outside(service.booked())) {
            Runner first = Runner.start(service.machine(), connection, one);
            publish(messages.subList(0, 1_000));
            awaitDecided(first, 500);
            try (Runner second = Runner.start(service.machine(), connection, two)) {
                var sent = new AtomicInteger(1_000);
                Kafka.await(
                        "the second to take part",
                        () -> {
                            int from = sent.get();
                            int to = Math.min(from + 10, 2_500);
                            sent.set(to);
                            publish(messages.subList(from, to));
                            return second.stats().decided() > 0 && to == 2_500;
                        });
                first.close();
                publish(messages.subList(2_500, 3_000));
                Kafka.await(
                        "all decided", () -> Accounts.wrong(connection.db(), 30, 100).isEmpty());
                assertThat(second.awaitIdle(LONG)).isTrue();
                assertThat(first.stats().decided() + second.stats().decided()).isEqualTo(3_000);
            }
            Kafka.await("all outside", () -> outside.distinct() == 3_000);
            for (int account = 0; account < 30; account++) {
                assertThat(Accounts.distinct(outside.heard(), "a" + account))
                        .extracting(Accounts.Booked::number)
                        .isSorted()
                        .hasSize(100);
            }
        }
    }

    /// A broker whose members stop reading after their first message until a test lets them go on:
    /// processes that hang, and learn late that they were given up.
    private record Hanging(KafkaBroker broker, CountDownLatch goesOn) implements Broker {
        @Override
        public void publish(List<Message> messages, Runnable accepted) {
            broker.publish(messages, accepted);
        }

        @Override
        public Subscription subscribe(
                String group, Set<Topic> topics, Consumer<Delivered> receiver) {
            return broker.subscribe(group, topics, receiver);
        }

        @Override
        public Subscription subscribe(
                String group, Set<Topic> topics, Consumer<Delivered> receiver, Positions kept) {
            return broker.subscribe(
                    group,
                    topics,
                    delivered -> {
                        receiver.accept(delivered);
                        waitFor(goesOn);
                    },
                    kept);
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    @Test
    void aMemberThatHangsDecidesNothingOnceAnotherHasTakenOver() {
        Accounts service = Accounts.create(1);
        var goesOn = new CountDownLatch(1);
        var oldDecides = new CountDownLatch(1);
        var newDecides = new CountDownLatch(1);
        var begun = new AtomicInteger();
        KafkaSettings impatient = Kafka.settings().property("max.poll.interval.ms", "1000");
        Broker hanging = new Hanging(KafkaBroker.connect(impatient), goesOn);
        publish(service.messages(1, 1, 6));
        try (hanging;
                Runner old =
                        Runner.start(
                                service.machine((book, db, context) -> {
                                    begun.incrementAndGet();
                                    waitFor(oldDecides);
                                    return service.book(book, db, context);
                                }),
                                connection,
                                hanging)) {
            Kafka.await("the old one to decide", () -> begun.get() == 1);
            try (Runner young =
                    Runner.start(
                            service.machine((book, db, context) -> {
                                begun.incrementAndGet();
                                waitFor(newDecides);
                                return service.book(book, db, context);
                            }),
                            connection,
                            broker)) {
                Kafka.await("the new one to decide", () -> begun.get() == 2);
                assertThat(source(service).epoch()).isEqualTo(2);
                oldDecides.countDown();
                Kafka.await("the old one to be fenced", () -> old.stats().fenced() == 1);
                assertThat(old.stats().decided()).isZero();
                newDecides.countDown();
                awaitDecided(young, 5);
                goesOn.countDown();
                assertThat(Accounts.wrong(connection.db(), 1, 5)).isEmpty();
                publish(service.messages(1, 6, 11));
                Kafka.await("the rest", () -> Accounts.wrong(connection.db(), 1, 10).isEmpty());
                Kafka.await(
                        "ten decisions",
                        () -> young.stats().decided() + old.stats().decided() == 10);
                assertThat(old.parked()).isEmpty();
            }
        }
    }

    @Test
    void anOwnerWhosePartitionWasTakenByMistakeTakesItBack() {
        Accounts service = Accounts.create(1);
        KafkaSettings oneByOne = Kafka.settings().property("max.poll.records", "1");
        try (KafkaBroker own = KafkaBroker.connect(oneByOne);
                Runner runner = Runner.start(service.machine(), connection, own)) {
            publish(service.messages(1, 1, 6));
            awaitDecided(runner, 5);
            Source held = source(service);
            connection.transact(held.takeOver());
            publish(service.messages(1, 6, 11));
            awaitDecided(runner, 10);
            assertThat(runner.stats().fenced()).isPositive();
            assertThat(source(service).epoch()).isGreaterThan(held.epoch() + 1);
            assertThat(Accounts.wrong(connection.db(), 1, 10)).isEmpty();
        }
    }
}
