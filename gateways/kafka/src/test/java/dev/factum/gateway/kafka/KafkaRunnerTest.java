package dev.factum.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.claim.Source;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Trace;
import dev.factum.machine.run.Runner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/// A machine on a real Kafka broker.
class KafkaRunnerTest extends OnKafka {

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
            awaitDecided(runner, messages.size());
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
