package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.relay.RelaySteps;
import dev.factum.machine.run.Broker;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Receipt;
import dev.factum.machine.run.Runner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Threads, broker and relay around the step functions.
class RunnerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final MemoryConnection connection = MemoryConnection.to(Counters.empty());
    private final InProcessBroker broker = new InProcessBroker();
    private final ConcurrentLinkedQueue<Message> seen = new ConcurrentLinkedQueue<>();

    private Runner start() {
        broker.subscribe(
                "outside",
                Set.of(Counters.COUNTED),
                delivered -> {
                    seen.add(delivered.message());
                    delivered.acknowledge();
                });
        return Runner.start(Counters.machine(), connection, broker);
    }

    @Test
    void aCallIsDecidedAnsweredAndSent() {
        try (Runner runner = start()) {
            Reply reply = runner.ask(Counters.message("m1", "a", 3)).orElseThrow();
            assertThat(reply.as(Counters.Counted.class)).isEqualTo(new Counters.Counted("a", 1));
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(seen)
                    .singleElement()
                    .satisfies(message -> {
                        assertThat(message.cause()).isEqualTo("m1");
                        assertThat(message.time()).isEqualTo(Counters.NOON);
                        assertThat(message.type()).isEqualTo("counter/counted");
                    });
        }
    }

    @Test
    void theSameMessageGetsTheSameReplyAndChangesNothing() {
        try (Runner runner = start()) {
            Receipt first = runner.call(Counters.message("m1", "a", 3));
            Receipt again = runner.call(Counters.message("m1", "a", 3));
            assertThat(again.reply()).isEqualTo(first.reply()).isPresent();
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(seen).hasSize(1);
            assertThat(runner.stats().duplicates()).isEqualTo(1);
            assertThat(Counters.valueOf(connection.db(), "a")).isEqualTo(1);
        }
    }

    @Test
    void aHundredThreadsRaceForThreePlacesAndThreeGetOne() {
        try (Runner runner = start()) {
            List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
            IntStream.range(0, 100)
                    .mapToObj(n -> Counters.message("m" + n, "a", 3))
                    .map(message ->
                            new Message(
                                    message.id(),
                                    message.topic(),
                                    "key " + message.id(),
                                    message.type(),
                                    message.time(),
                                    null,
                                    null,
                                    message.payload()))
                    .forEach(message -> receipts.add(runner.submit(message)));
            long counted =
                    receipts.stream()
                            .map(CompletableFuture::join)
                            .filter(receipt ->
                                    receipt.reply().orElseThrow().is(Counters.Counted.class))
                            .count();
            assertThat(counted).isEqualTo(3);
            assertThat(Counters.valueOf(connection.db(), "a")).isEqualTo(3);
        }
    }

    @Test
    void whatAnEarlierRunnerLeftOwedIsSentByTheNext() {
        try (Runner runner = Runner.start(Counters.machine(), connection, broker)) {
            Broker.Subscription deaf =
                    broker.subscribe("outside", Set.of(Counters.COUNTED), _ -> {});
            runner.call(Counters.message("m1", "a", 3));
            deaf.close();
        }
        try (Runner runner = start()) {
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(seen).isNotEmpty().extracting(Message::id).containsOnly(seen.peek().id());
        }
    }

    @Test
    void aMessageThatCannotBeDecodedIsSetAsideAndListed() {
        Message broken =
                new Message(
                        "m1",
                        Counters.COUNT,
                        "a",
                        "counter/count",
                        Counters.NOON,
                        null,
                        null,
                        Map.of());
        try (Runner runner = start()) {
            assertThatThrownBy(() -> runner.ask(broken))
                    .isInstanceOfSatisfying(
                            FactumError.class,
                            error ->
                                    assertThat(error.code())
                                            .isEqualTo(MachineErrorCode.UNDECODABLE));
            assertThat(runner.parked()).extracting(Parked::message).containsExactly(broken);
            assertThat(runner.stats().parked()).isEqualTo(1);
        }
    }

    @Test
    void aMessageThatNobodyTakesIsRefusedAndSoIsOneAfterTheEnd() {
        Runner runner = start();
        Message stray =
                Message.of("m1", Counters.COUNTED, "a", Counters.NOON, new Counters.Full("a"));
        refused(MachineErrorCode.NO_HANDLER, () -> runner.call(stray));
        runner.close();
        refused(MachineErrorCode.CLOSED, () -> runner.call(Counters.message("m1", "a", 3)));
    }

    private static void refused(MachineErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        FactumError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void aParkedMessageIsDecidedWhenItIsDeliveredAgainAndTheReasonIsGone() {
        Message later = Counters.message("m1", "later", 3);
        try (Runner runner = Runner.start(patient(), connection, broker)) {
            assertThat(runner.call(later).isDecided()).isFalse();
            Parked parked = runner.parked().getFirst();
            runner.call(Counters.message("m2", "first", 3));
            assertThat(runner.redeliver(parked).join().isDecided()).isTrue();
            assertThat(runner.parked()).isEmpty();
        }
    }

    /// Counts only after "first" was counted.
    private static Machine patient() {
        return Machine.builder()
                .on(
                        Counters.COUNT,
                        "patient",
                        Counters.Count.class,
                        (count, db, context) -> {
                            if (!count.name().equals("first")
                                    && Counters.valueOf(db, "first") == 0) {
                                throw new IllegalStateException("not yet");
                            }
                            return Counters.count(count, db, context);
                        },
                        Counters.CONTRACT)
                .build();
    }

    @Test
    void aHandlerThatEndsInAnErrorHoldsUpNothing() {
        Machine machine =
                Machine.builder()
                        .on(
                                Counters.COUNT,
                                "count",
                                Counters.Count.class,
                                (count, db, context) -> {
                                    if (count.limit() == 0) {
                                        throw new NoClassDefFoundError("Missing");
                                    }
                                    return Counters.count(count, db, context);
                                },
                                Counters.CONTRACT)
                        .build();
        try (Runner runner = Runner.start(machine, connection, broker)) {
            broker.publish(List.of(Counters.message("m1", "a", 0)), () -> {});
            assertThat(runner.call(Counters.message("m2", "b", 3)).isDecided()).isTrue();
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(runner.parked())
                    .extracting(Parked::code)
                    .containsExactly(MachineErrorCode.HANDLER_FAILED.code());
        }
        assertThat(broker.unacknowledged()).isZero();
    }

    /// A broker that only takes publications, in the way that a test gives.
    private record Publishing(BiConsumer<List<Message>, Runnable> way) implements Broker {
        @Override
        public void publish(List<Message> messages, Runnable accepted) {
            way.accept(messages, accepted);
        }

        @Override
        public Subscription subscribe(
                String group, Set<Topic> topics, Consumer<Delivered> receiver) {
            return () -> {};
        }

        @Override
        public void close() {}
    }

    @Test
    void theRelayOutlivesABrokerThatFailsAndShowsItMeanwhile() {
        var working = new AtomicBoolean();
        Broker failing =
                new Publishing((messages, accepted) -> {
                    if (!working.get()) {
                        throw new IllegalStateException("No broker today");
                    }
                    seen.addAll(messages);
                    accepted.run();
                });
        try (Runner runner = Runner.start(Counters.machine(), connection, failing)) {
            runner.call(Counters.message("m1", "a", 3));
            assertTimeoutPreemptively(LONG, () -> awaitFailure(runner));
            assertThat(runner.stats().relayFailure())
                    .contains(MachineErrorCode.RELAY_FAILED.code(), "No broker today");
            assertThat(runner.awaitIdle(Duration.ofMillis(50))).isFalse();
            working.set(true);
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(seen).hasSize(1);
            assertTimeoutPreemptively(LONG, () -> awaitNoFailure(runner));
        }
    }

    /// A broker whose first outlet takes everything and gives it up in the end.
    private final class GivingUp implements Broker {
        private final List<Consumer<Throwable>> givenUp = new CopyOnWriteArrayList<>();
        private final AtomicInteger outlets = new AtomicInteger();

        @Override
        public void publish(List<Message> messages, Runnable accepted) {
            throw new IllegalStateException("A relay has an outlet");
        }

        @Override
        public Outlet outlet() {
            int number = outlets.incrementAndGet();
            return (messages, accepted, failed) -> {
                if (number == 1) {
                    givenUp.add(failed);
                } else {
                    seen.addAll(messages);
                    accepted.run();
                }
            };
        }

        @Override
        public Subscription subscribe(
                String group, Set<Topic> topics, Consumer<Delivered> receiver) {
            return () -> {};
        }

        @Override
        public void close() {}
    }

    @Test
    void whatTheBrokerHasGivenUpIsSentAgainThroughANewOutlet() {
        var broken = new GivingUp();
        try (Runner runner = Runner.start(Counters.machine(), connection, broken)) {
            runner.call(Counters.message("m1", "a", 3));
            runner.call(Counters.message("m2", "a", 3));
            assertTimeoutPreemptively(
                    LONG,
                    () -> {
                        while (broken.givenUp.size() < 2) {
                            Thread.onSpinWait();
                        }
                    });
            assertThat(seen).isEmpty();
            broken.givenUp.getFirst().accept(new IllegalStateException("Too large"));
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(seen).extracting(Message::cause).containsExactly("m1", "m2");
            assertThat(broken.outlets).hasValue(2);
        }
    }

    private static void awaitFailure(Runner runner) {
        while (runner.stats().relayFailure() == null) {
            Thread.onSpinWait();
        }
    }

    private static void awaitNoFailure(Runner runner) {
        while (runner.stats().relayFailure() != null) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aRunnerClosesWhileItsBrokerAcceptsNothing() {
        Message sent = Counters.message("sent", "a", 3);
        var decision = Decision.sending("main", "count", "m", 0, List.of(sent));
        for (int n = 0; n < RelaySteps.MOST_ON_THE_WAY; n++) {
            connection.submit(TxRequest.of(List.of()).attachment(decision.encode()));
        }
        var taken = new CountDownLatch(RelaySteps.MOST_ON_THE_WAY);
        Broker deaf = new Publishing((_, _) -> taken.countDown());
        assertTimeoutPreemptively(
                LONG,
                () -> {
                    try (Runner _ = Runner.start(Counters.machine(), connection, deaf)) {
                        taken.await();
                    }
                });
    }

    @Test
    void machinesOnOneDatabaseDecideAndSendTheirOwn() {
        Machine other =
                Machine.builder()
                        .name("other")
                        .on(
                                Counters.COUNT,
                                "count",
                                Counters.Count.class,
                                (count, _, _) -> {
                                    throw new IllegalStateException(count.name());
                                },
                                Counters.CONTRACT)
                        .build();
        try (Runner runner = start();
                Runner second = Runner.start(other, connection, broker)) {
            runner.call(Counters.message("m1", "a", 3));
            second.call(Counters.message("m1", "a", 3));
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(second.awaitIdle(LONG)).isTrue();
            assertThat(seen).hasSize(1);
            assertThat(second.stats().published()).isZero();
            assertThat(runner.parked()).isEmpty();
            assertThat(second.parked()).extracting(Parked::machine).containsExactly("other");
        }
    }
}
