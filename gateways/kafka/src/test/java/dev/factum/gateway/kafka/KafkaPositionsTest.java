package dev.factum.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Position;
import dev.factum.machine.claim.Source;
import dev.factum.machine.run.Runner;
import dev.factum.testkit.MemoryConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// Where reading goes on: at what is stored beside the decisions.
class KafkaPositionsTest extends OnKafka {

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
}
