package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.claim.Position;
import dev.factum.machine.claim.Source;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Broker;
import dev.factum.machine.run.Runner;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A runner on a broker whose messages come from sources that have an owner.
class SourcesTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final MemoryConnection connection = MemoryConnection.to(Counters.empty());
    private final Reading broker = new Reading();

    /// A broker that a test reads for.
    private static final class Reading implements Broker {
        private @Nullable Consumer<Delivered> receiver;
        private @Nullable Positions positions;

        @Override
        public void publish(List<Message> messages, Runnable accepted) {
            accepted.run();
        }

        @Override
        public Subscription subscribe(String group, Set<Topic> topics, Consumer<Delivered> given) {
            throw new IllegalStateException("This group keeps positions");
        }

        @Override
        public Subscription subscribe(
                String group, Set<Topic> topics, Consumer<Delivered> given, Positions kept) {
            receiver = given;
            positions = kept;
            return () -> receiver = null;
        }

        Positions positions() {
            return Objects.requireNonNull(positions);
        }

        /// True if the message was acknowledged, false if it was given back.
        boolean deliver(Message message, Position position, @Nullable FactumError problem)
                throws Exception {
            var end = new CompletableFuture<Boolean>();
            Objects.requireNonNull(receiver)
                    .accept(new Read(message, position, Optional.ofNullable(problem), end));
            return end.get(20, TimeUnit.SECONDS);
        }

        @Override
        public void close() {}
    }

    private record Read(
            Message message,
            Position held,
            Optional<FactumError> problem,
            CompletableFuture<Boolean> end)
            implements Broker.Delivered {
        @Override
        public void acknowledge() {
            end.complete(true);
        }

        @Override
        public Optional<Position> position() {
            return Optional.of(held);
        }

        @Override
        public void giveBack() {
            end.complete(false);
        }
    }

    @Test
    void aDecisionWritesThePositionAndTheNextOwnerGoesOnThere() throws Exception {
        try (Runner runner = Runner.start(Counters.machine(), connection, broker)) {
            Position first = broker.positions().take("orders/3");
            assertThat(first).isEqualTo(new Position("main/orders/3", 1, Source.NOTHING));
            Position reached = new Position(first.source(), first.epoch(), 16);
            assertThat(broker.deliver(Counters.message("m1", "a", 3), reached, null)).isTrue();
            assertThat(broker.positions().take("orders/3"))
                    .isEqualTo(new Position("main/orders/3", 2, 16));
            assertThat(broker.positions().take("orders/4").epoch()).isEqualTo(1);
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(runner.stats().decided()).isEqualTo(1);
        }
    }

    @Test
    void whoHasLostASourceDecidesAndSavesNothing() throws Exception {
        try (Runner runner = Runner.start(Counters.machine(), connection, broker)) {
            Position first = broker.positions().take("orders/3");
            Position second = broker.positions().take("orders/3");
            assertThat(broker.deliver(Counters.message("m1", "a", 3), first, null)).isFalse();
            assertThat(Counters.valueOf(connection.db(), "a")).isZero();
            assertThat(broker.positions().save(new Position(first.source(), 1, 9))).isFalse();
            assertThat(broker.positions().save(new Position(first.source(), 2, 5))).isTrue();
            assertThat(Source.in(connection.db(), first.source()).through()).isEqualTo(5);
            assertThat(broker.deliver(Counters.message("m1", "a", 3), second, null)).isTrue();
            assertThat(runner.stats().fenced()).isEqualTo(1);
            assertThat(runner.parked()).isEmpty();
        }
    }

    @Test
    void aMessageThatCouldNotBeReadIsSetAsideAndHoldsUpNothing() throws Exception {
        FactumError problem = FactumError.of(MachineErrorCode.UNDECODABLE, "No JSON");
        try (Runner runner = Runner.start(Counters.machine(), connection, broker)) {
            Position held = broker.positions().take("orders/3");
            Message raw = Counters.message("orders-3-17", "a", 3);
            assertThat(broker.deliver(raw, held, problem)).isTrue();
            assertThat(runner.parked())
                    .singleElement()
                    .satisfies(parked -> {
                        assertThat(parked.code()).isEqualTo(MachineErrorCode.UNDECODABLE.code());
                        assertThat(parked.message()).isEqualTo(raw);
                    });
            assertThat(runner.parked()).extracting(Parked::handler).containsExactly("intake");
            assertThat(Counters.valueOf(connection.db(), "a")).isZero();
            assertThat(runner.awaitIdle(LONG)).isTrue();
        }
    }
}
