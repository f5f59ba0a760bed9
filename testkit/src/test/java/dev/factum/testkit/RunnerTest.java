package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.message.Message;
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
}
