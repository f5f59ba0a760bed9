package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Request;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.Health;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// While a destination keeps failing, only the handlers that need it are given no messages.
class PausedHandlersTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Topic ORDERS = Topic.of("orders");
    private static final Topic NOTES = Topic.of("notes");
    private static final Topic INNER = Topic.internal("inner");
    private static final Attribute<String> NAME = Attribute.string("tally/name").identity();
    private static final Attribute<Long> COUNT = Attribute.longNumber("tally/count");

    private static final int EARLY = 99;

    record Order(int number) {}

    record Receipt(int number) {}

    /// Pays through the partner; one order only after two were counted.
    private static Effects pay(Order order, Database db, Context context) {
        if (order.number() == EARLY && counted(db) < 2) {
            throw new IllegalStateException("too early");
        }
        return Effects.none()
                .request(Request.of("pay", "POST", "psp", "/payments/" + order.number()))
                .reply(new Receipt(order.number()));
    }

    /// Counts, and has the same paid once more by a message to itself.
    private static Effects note(Order order, Database db, Context context) {
        return Effects.facts(Fact.increment(NAME.is("all"), COUNT, 1))
                .message(OutgoingMessage.of(INNER, context.message().key(), order));
    }

    private static Effects count(Order order, Database db, Context context) {
        return Effects.facts(Fact.increment(NAME.is("all"), COUNT, 1));
    }

    private static Machine machine() {
        Contract paying = Contract.nothing().requests("psp").replies(Receipt.class);
        Contract counting = Contract.nothing().writes(COUNT).sends(INNER, Order.class);
        return Machine.builder()
                .on(ORDERS, "pay", Order.class, PausedHandlersTest::pay, paying)
                .on(ORDERS, "count", Order.class, PausedHandlersTest::count, counting)
                .on(NOTES, "note", Order.class, PausedHandlersTest::note, counting)
                .on(INNER, "again", Order.class, PausedHandlersTest::pay, paying)
                .build();
    }

    private final MemoryConnection connection =
            MemoryConnection.to(
                    TestDatabase.with(
                            List.of(NAME, COUNT), Fact.entity().with(NAME, "all").with(COUNT, 0L)));
    private final InProcessBroker broker = new InProcessBroker();
    private final SimulatedHost host = new SimulatedHost().partner("psp", true);

    /// The time of the database.
    private Instant now() {
        return connection.db().state().lastInstant();
    }

    private Runner start() {
        RunnerOptions options =
                RunnerOptions.standard().gateway(host).clock(InstantSource.fixed(now().plus(LONG)));
        return Runner.start(machine(), connection, broker, options);
    }

    private void fails() {
        host.health("psp", new Health.Failing(Duration.ofSeconds(30)));
    }

    private Message order(Topic topic, int number, String key) {
        return Message.of(topic.name() + number, topic, key, now(), new Order(number));
    }

    private void publish(Topic topic, int orders) {
        IntStream.range(0, orders)
                .forEach(number ->
                        broker.publish(List.of(order(topic, number, "k" + number % 7)), () -> {}));
    }

    private long counted() {
        return counted(connection.db());
    }

    private static long counted(Database db) {
        return db.entity(NAME.is("all")).flatMap(all -> all.get(COUNT)).orElse(0L);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void handlersThatDoNotNeedThePartnerGoOnAndTheOthersFollowInOrder() {
        fails();
        try (Runner runner = start()) {
            publish(ORDERS, 40);
            publish(NOTES, 30);
            await(() -> counted() == 70 && runner.stats().intake().kept() == 70);
            assertThat(runner.stats().intake().paused()).containsOnlyKeys("pay", "again");
            assertThat(runner.awaitIdle(Duration.ofMillis(20))).isFalse();
            assertThat(host.calls()).isEmpty();
            assertThat(broker.unacknowledged()).isEqualTo(40);
            assertThat(runner.parked()).isEmpty();

            host.health("psp", new Health.Recovering());
            await(() -> host.calls().size() >= 4);
            assertThat(runner.stats().intake().kept()).isPositive();

            host.health("psp", new Health.Well());
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(runner.stats().intake()).extracting("kept").isEqualTo(0);
            assertThat(broker.unacknowledged()).isZero();
            assertThat(host.acts()).extracting(Call::key).doesNotHaveDuplicates().hasSize(70);
        }
    }

    @Test
    void aCallerIsSentAwayAndMayHaveAnOldReply() {
        try (Runner runner = start()) {
            Message first = order(ORDERS, 1, "k");
            assertThat(runner.ask(first)).isPresent();
            fails();
            assertThat(runner.ask(first)).as("decided before").isPresent();
            Message second = order(ORDERS, 2, "k");
            assertThatThrownBy(() -> runner.ask(second))
                    .isInstanceOfSatisfying(
                            FactumError.class,
                            error -> {
                                assertThat(error.code())
                                        .isEqualTo(MachineErrorCode.DESTINATION_FAILING);
                                assertThat(error.category().retryable()).isTrue();
                                assertThat(error.data()).containsEntry("retry-after", 30L);
                            });
            assertThat(runner.parked()).isEmpty();
            assertThat(runner.call(order(NOTES, 3, "k")).isDecided()).isTrue();
            host.health("psp", new Health.Well());
            assertThat(runner.ask(second)).isPresent();
        }
    }

    @Test
    void whatWaitsAtTheEndComesAgain() {
        fails();
        try (Runner runner = start()) {
            publish(ORDERS, 10);
            await(() -> runner.stats().intake().kept() == 10);
        }
        assertThat(broker.unacknowledged()).isEqualTo(10);
        host.health("psp", new Health.Well());
        try (Runner runner = start()) {
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(broker.unacknowledged()).isZero();
            assertThat(host.acts()).hasSize(10);
            assertThat(counted()).isEqualTo(10);
        }
    }

    @Test
    void aParkedMessageWaitsTooWhenItsReasonIsGone() {
        try (Runner runner = start()) {
            broker.publish(List.of(order(ORDERS, EARLY, "k")), () -> {});
            await(() -> runner.parked().size() == 1 && counted() == 1);
            fails();
            runner.call(order(NOTES, 1, "other"));
            await(() -> runner.stats().intake().kept() == 2);
            assertThat(runner.parked()).hasSize(1);
            host.health("psp", new Health.Well());
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(runner.parked()).isEmpty();
            assertThat(host.acts()).hasSize(2);
        }
    }
}
