package dev.factum.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.claim.Position;
import dev.factum.machine.claim.Source;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.message.Trace;
import dev.factum.machine.run.Broker;
import dev.factum.machine.run.Runner;
import dev.factum.testkit.MemoryConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A machine on a real Kafka broker.
class KafkaRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final MemoryConnection connection = Accounts.connection();
    private final KafkaBroker broker = KafkaBroker.connect(Kafka.settings());

    @AfterEach
    void disconnect() {
        broker.close();
    }

    private void publish(List<Message> messages) {
        var accepted = new CountDownLatch(1);
        broker.publish(messages, accepted::countDown);
        Kafka.await("the messages to be taken", () -> accepted.getCount() == 0);
    }

    private static void awaitDecided(Runner runner, long number) {
        Kafka.await(number + " decisions", () -> runner.stats().decided() >= number);
    }

    /// The order in which a broker with many senders might hand things over: each message up to
    /// three times, order kept within an account.
    private static List<Message> withDuplicates(List<Message> messages, Random dice) {
        var all = new ArrayList<>(messages);
        for (int number = 0; number < messages.size(); number++) {
            int later = all.size() - dice.nextInt(all.size() / 10);
            Message again = messages.get(dice.nextInt(messages.size()));
            all.add(Math.max(later, all.indexOf(again) + 1), again);
        }
        return all;
    }

    @Test
    void everyMessageIsDecidedOnceAndInTheOrderOfItsKeyHoweverOftenItComes() {
        Accounts service = Accounts.create(4);
        List<Message> messages = service.messages(20, 1, 51);
        try (Runner runner = Runner.start(service.machine(), connection, broker);
                Outside outside = new Outside(service.booked())) {
            publish(withDuplicates(messages, new Random(7)));
            Kafka.await("all", () -> runner.stats().duplicates() >= messages.size());
            assertThat(runner.stats().decided()).isEqualTo(messages.size());
            assertThat(Accounts.wrong(connection.db(), 20, 50)).isEmpty();
            assertThat(runner.awaitIdle(LONG)).isTrue();
            Kafka.await("all outside", () -> outside.distinct() == messages.size());
            for (int account = 0; account < 20; account++) {
                assertThat(Accounts.distinct(outside.heard(), "a" + account))
                        .extracting(Accounts.Booked::number)
                        .containsExactlyElementsOf(
                                IntStream.range(1, 51).mapToObj(n -> (long) n).toList());
            }
            assertThat(outside.heard())
                    .allSatisfy(each -> assertThat(each.correlation()).isEqualTo(each.cause()));
        }
    }

    @Test
    void aTraceGoesThroughTheMachine() {
        Accounts service = Accounts.create(1);
        var trace = new Trace("order 7", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        try (Runner runner = Runner.start(service.machine(), connection, broker);
                Outside outside = new Outside(service.booked())) {
            publish(List.of(service.message("a0", 1).traced(trace)));
            Kafka.await("the answer", () -> !outside.heard().isEmpty());
            assertThat(outside.heard().getFirst().trace()).isEqualTo(trace);
            assertThat(outside.heard().getFirst().cause()).isEqualTo("a0/1");
            assertThat(runner.stats().decided()).isEqualTo(1);
        }
    }

    private Source source(Accounts service) {
        return Source.in(connection.db(), sourceName(service, 0));
    }

    private static String sourceName(Accounts service, int partition) {
        try (Admin admin = Admin.create(Kafka.settings().admin())) {
            String topic = service.bookings().name();
            return service.name()
                    + "/"
                    + new SourceNames(admin).of(Set.of(topic)).get(topic)
                    + "/"
                    + partition;
        }
    }

    /// What the group has committed at Kafka is set to this offset.
    private static void commitAtKafka(Accounts service, long offset) {
        try (Admin admin = Admin.create(Kafka.settings().admin())) {
            var partition = new TopicPartition(service.bookings().name(), 0);
            Kafka.get(
                    admin.alterConsumerGroupOffsets(
                                    service.name(),
                                    Map.of(partition, new OffsetAndMetadata(offset)))
                            .all());
        }
    }

    /// Lets so many runs come to their end, waits for a position, and cuts the database off.
    private void crashAfter(
            int runs, Accounts service, MemoryConnection database, String sourceName) {
        var left = new AtomicInteger(runs);
        var crashed = new CountDownLatch(1);
        try (Runner runner =
                Runner.start(
                        service.machine((book, db, context) -> {
                            if (left.decrementAndGet() < 0) {
                                waitFor(crashed);
                            }
                            return service.book(book, db, context);
                        }),
                        database,
                        broker)) {
            Kafka.await("the last run", () -> left.get() < 0);
            Kafka.await("a position", () -> Source.in(database.db(), sourceName).through() >= 0);
            assertThat(runner.stats().decided()).isLessThan(2_000);
            database.close(); // whatever it does from now on comes to nothing
            crashed.countDown();
        }
    }

    @Test
    void afterACrashTheNextOneGoesOnAtTheStoredPositionWhateverKafkaSays() {
        for (long committed : new long[] {2_000, 0}) {
            Accounts service = Accounts.create(1);
            String name = sourceName(service, 0);
            MemoryConnection first = Accounts.connection();
            publish(service.messages(10, 1, 201));
            crashAfter(1_200, service, first, name);
            commitAtKafka(service, committed);
            MemoryConnection second = MemoryConnection.at(first.moment());
            Source stored = Source.in(first.moment().database(), name);
            try (KafkaBroker own = KafkaBroker.connect(Kafka.settings());
                    Runner runner = Runner.start(service.machine(), second, own)) {
                Kafka.await(
                        "the rest", () -> own.stats().received() >= 2_000 - (stored.through() + 1));
                assertThat(runner.awaitIdle(LONG)).isTrue();
                assertThat(Accounts.wrong(second.db(), 10, 200)).isEmpty();
                assertThat(own.stats().received()).isEqualTo(2_000 - (stored.through() + 1));
                assertThat(own.stats().rewinds()).isZero();
                assertThat(Source.in(second.db(), name).epoch()).isEqualTo(stored.epoch() + 1);
                Kafka.await("the position", () -> Source.in(second.db(), name).through() == 1_999);
            }
        }
    }

    @Test
    void aRestartReadsNothingTwice() {
        Accounts service = Accounts.create(2);
        publish(service.messages(10, 1, 21));
        try (Runner runner = Runner.start(service.machine(), connection, broker)) {
            awaitDecided(runner, 200);
            assertThat(runner.awaitIdle(LONG)).isTrue();
        }
        publish(service.messages(10, 21, 31));
        try (KafkaBroker own = KafkaBroker.connect(Kafka.settings());
                Runner runner = Runner.start(service.machine(), connection, own)) {
            awaitDecided(runner, 100);
            assertThat(own.stats().received()).isEqualTo(100);
            assertThat(runner.stats().duplicates()).isZero();
            assertThat(Accounts.wrong(connection.db(), 10, 30)).isEmpty();
        }
    }

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
                assertThat(first.stats().decided() + second.stats().decided()).isEqualTo(3_000);
                assertThat(second.awaitIdle(LONG)).isTrue();
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

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Nobody let it go on");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
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
                assertThat(young.stats().decided() + old.stats().decided()).isEqualTo(10);
                assertThat(old.parked()).isEmpty();
            }
        }
    }

    @Test
    void anOwnerWhosePartitionWasTakenByMistakeTakesItBack() {
        Accounts service = Accounts.create(1);
        try (Runner runner = Runner.start(service.machine(), connection, broker)) {
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

    @Test
    void thePositionStaysBeforeAMessageThatIsStillBeingDecided() {
        Accounts service = Accounts.create(1);
        String name = sourceName(service, 0);
        var slow = new CountDownLatch(1);
        try (Runner runner =
                Runner.start(
                        service.machine((book, db, context) -> {
                            if (book.account().equals("slow")) {
                                waitFor(slow);
                            }
                            return service.book(book, db, context);
                        }),
                        connection,
                        broker)) {
            publish(service.messages(1, 1, 11));
            publish(List.of(service.message("slow", 1)));
            publish(service.messages(1, 11, 1_011));
            awaitDecided(runner, 1_010);
            Kafka.await("the position", () -> Source.in(connection.db(), name).through() == 9);
            slow.countDown();
            Kafka.await("the position", () -> Source.in(connection.db(), name).through() == 1_010);
        }
    }

    @Test
    void notMoreIsReadThanThereIsRoomFor() {
        Accounts service = Accounts.create(1);
        int many = PartitionIntake.MOST_AHEAD + 2_000;
        var slow = new CountDownLatch(1);
        try (Runner runner =
                Runner.start(
                        service.machine((book, db, context) -> {
                            waitFor(slow);
                            return service.book(book, db, context);
                        }),
                        connection,
                        broker)) {
            publish(service.messages(1, 1, many + 1));
            Kafka.await("a pause", () -> broker.stats().pauses() == 1);
            long received = broker.stats().received();
            assertThat(received).isBetween(4_096L, 4_096L + 500);
            slow.countDown();
            awaitDecided(runner, many);
            assertThat(Accounts.wrong(connection.db(), 1, many)).isEmpty();
        }
    }

    @Test
    void whereKafkaHasLostWhatItHeldTheRestIsReadAgain() {
        Accounts service = Accounts.create(1);
        String name = sourceName(service, 0);
        publish(service.messages(1, 1, 6));
        try (Runner runner = Runner.start(service.machine(), connection, broker)) {
            awaitDecided(runner, 5);
        }
        long epoch = Source.in(connection.db(), name).epoch();
        connection.transact(new Position(name, epoch, 1_000).txData());
        try (KafkaBroker own = KafkaBroker.connect(Kafka.settings());
                Runner runner = Runner.start(service.machine(), connection, own)) {
            publish(service.messages(1, 6, 8));
            awaitDecided(runner, 2);
            assertThat(own.stats().rewinds()).isEqualTo(1);
            assertThat(runner.stats().duplicates()).isEqualTo(5);
            assertThat(Accounts.wrong(connection.db(), 1, 7)).isEmpty();
            Kafka.await("the position", () -> Source.in(connection.db(), name).through() == 6);
        }
    }

    @Test
    void aClusterThatDoesNotSayWhatATopicIsCalledIsAskedAgainLater() {
        try (Admin admin = Admin.create(Kafka.settings().admin())) {
            assertThatThrownBy(() -> new SourceNames(admin).of(Set.of("nowhere")))
                    .isInstanceOfSatisfying(
                            FactumError.class,
                            error ->
                                    assertThat(error.code())
                                            .isEqualTo(MachineErrorCode.BROKER_UNAVAILABLE));
        }
    }

    @Test
    void aTopicThatIsMadeAnewIsReadFromItsBeginning() {
        Accounts service = Accounts.create(1);
        publish(service.messages(1, 1, 6));
        try (Runner runner = Runner.start(service.machine(), connection, broker)) {
            awaitDecided(runner, 5);
        }
        Kafka.makeAnew(service.bookings(), 1);
        try (KafkaBroker own = KafkaBroker.connect(Kafka.settings());
                Runner runner = Runner.start(service.machine(), connection, own)) {
            own.publish(service.messages(1, 6, 8), () -> {});
            awaitDecided(runner, 2);
            assertThat(Accounts.wrong(connection.db(), 1, 7)).isEmpty();
            assertThat(own.stats().rewinds()).isZero();
        }
    }

    private static void send(ProducerRecord<byte[], byte[]> record) {
        try (var producer =
                new KafkaProducer<>(
                        Kafka.settings().producer(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatCannotBeReadIsSetAsideAndHoldsUpNothing() {
        Accounts service = Accounts.create(1);
        byte[] poison = {'{', (byte) 0xff, 0};
        String name = sourceName(service, 0);
        try (Runner runner = Runner.start(service.machine(), connection, broker)) {
            publish(service.messages(1, 1, 3));
            var record = new ProducerRecord<>(service.bookings().name(), bytes("a0"), poison);
            record.headers().add("who", bytes("somebody"));
            send(record);
            publish(service.messages(1, 3, 5));
            awaitDecided(runner, 4);
            assertThat(Accounts.wrong(connection.db(), 1, 4)).isEmpty();
            Parked parked = runner.parked().getFirst();
            assertThat(runner.parked()).hasSize(1);
            assertThat(parked.code()).isEqualTo(MachineErrorCode.UNDECODABLE.code());
            assertThat(parked.message().id()).isEqualTo(service.bookings() + "-0-2");
            assertThat(parked.message().payload())
                    .containsEntry(Keyword.of("kafka/value"), Bytes.of(poison))
                    .hasEntrySatisfying(
                            Keyword.of("kafka/headers"),
                            headers -> assertThat(headers.toString()).contains("who"));
            assertThat(broker.stats().unreadable()).isEqualTo(1);
            Kafka.await("the position", () -> Source.in(connection.db(), name).through() == 4);
        }
    }

    @Test
    void aForeignProducerSendsPlainJson() {
        Accounts service = Accounts.create(1);
        KafkaSettings plain = Kafka.settings().plain(service.bookings(), Accounts.Book.class);
        try (KafkaBroker own = KafkaBroker.connect(plain);
                Runner runner = Runner.start(service.machine(), connection, own)) {
            send(
                    new ProducerRecord<>(
                            service.bookings().name(),
                            bytes("a0"),
                            bytes("{\"account\": \"a0\", \"number\": 1}")));
            awaitDecided(runner, 1);
            assertThat(Accounts.wrong(connection.db(), 1, 1)).isEmpty();
            assertThat(Accounts.account(connection.db(), "a0").get(Accounts.MESSAGE).orElseThrow())
                    .endsWith("#" + service.bookings() + "-0-0");
        }
    }

    @Test
    void decisionsAreSentThoughTheBrokerIsDownWhenTheyAreMade() {
        Accounts service = Accounts.create(1);
        KafkaSettings impatient =
                Kafka.settings()
                        .property("delivery.timeout.ms", "2000")
                        .property("request.timeout.ms", "1000");
        try (KafkaBroker own = KafkaBroker.connect(impatient);
                Runner runner = Runner.start(service.machine(), connection, own);
                Outside outside = new Outside(service.booked())) {
            runner.call(service.message("a0", 1));
            Kafka.await("the first", () -> outside.distinct() == 1);
            Kafka.BROKER.stop();
            try {
                for (int number = 2; number <= 100; number++) {
                    runner.call(service.message("a0", number));
                }
                Kafka.await("the failure to show", () -> runner.stats().relayFailure() != null);
            } finally {
                Kafka.BROKER.restart();
            }
            Kafka.await("all outside", () -> outside.distinct() == 100);
            assertThat(Accounts.distinct(outside.heard(), "a0"))
                    .extracting(Accounts.Booked::number)
                    .isSorted();
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(runner.stats().relayFailure()).isNull();
            publish(Collections.singletonList(service.message("a0", 101)));
            awaitDecided(runner, 101);
        }
    }
}
