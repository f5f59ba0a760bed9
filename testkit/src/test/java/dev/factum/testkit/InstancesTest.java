package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Several instances of one machine on one database, which divide its work by leases.
class InstancesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Topic WANTED = Topic.of("wanted");
    private static final Topic STEP = Topic.internal("step");
    private static final Topic DONE = Topic.of("done");
    private static final Attribute<String> NAME = Attribute.string("walk/name").identity();
    private static final Attribute<Long> STEPS = Attribute.longNumber("walk/steps");
    private static final int LENGTH = 5;

    /// Wants a walk of some steps, each a message that the machine sends to itself.
    record Walk(String name, int left) {}

    private static Effects walk(Walk walk) {
        Effects counted =
                Effects.facts(Fact.increment(NAME.is(walk.name()), STEPS, 1))
                        .message(OutgoingMessage.of(DONE, walk.name(), walk));
        return walk.left() == 0
                ? counted
                : counted.message(
                        OutgoingMessage.of(
                                STEP, walk.name(), new Walk(walk.name(), walk.left() - 1)));
    }

    private static Effects begin(Walk walk) {
        return Effects.facts(Fact.entity().with(NAME, walk.name()).with(STEPS, 0L))
                .message(OutgoingMessage.of(STEP, walk.name(), walk));
    }

    private static Machine machine() {
        Contract contract =
                Contract.nothing()
                        .reads(NAME)
                        .writes(NAME, STEPS)
                        .sends(STEP, Walk.class)
                        .sends(DONE, Walk.class);
        return Machine.builder()
                .on(WANTED, "begin", Walk.class, (walk, _, _) -> begin(walk), contract)
                .on(STEP, "walk", Walk.class, (walk, _, _) -> walk(walk), contract)
                .build();
    }

    private final MemoryConnection connection =
            MemoryConnection.to(TestDatabase.with(List.of(NAME, STEPS)));
    private final InProcessBroker broker = new InProcessBroker();
    private final ConcurrentLinkedQueue<Message> sent = new ConcurrentLinkedQueue<>();

    InstancesTest() {
        broker.subscribe(
                "outside",
                Set.of(DONE),
                delivered -> {
                    sent.add(delivered.message());
                    delivered.acknowledge();
                });
    }

    private Runner start(String instance) {
        return Runner.start(
                machine(), connection, broker, RunnerOptions.standard().instance(instance));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static boolean areDivided(Runner... runners) {
        List<Integer> shares = Stream.of(runners).map(each -> each.stats().partitions()).toList();
        return shares.stream().mapToInt(Integer::intValue).sum() == 256
                && shares.stream().allMatch(share -> share > 256 / (2 * runners.length));
    }

    private static void begin(Runner runner, int from, int to) {
        List<String> names = IntStream.range(from, to).mapToObj(number -> "w" + number).toList();
        names.stream()
                .map(name ->
                        runner.submit(
                                Message.of(name, WANTED, name, NOON, new Walk(name, LENGTH - 1))))
                .toList()
                .forEach(receipt -> assertThat(receipt.join().error()).isEmpty());
    }

    /// Every walk has made all its steps, each once, and said so in this order.
    private void areDone(int walks) {
        Database db = connection.db();
        for (int number = 0; number < walks; number++) {
            String name = "w" + number;
            assertThat(db.entity(NAME.is(name)).orElseThrow().get(STEPS))
                    .as(name)
                    .contains((long) LENGTH);
        }
        for (int number = 0; number < walks; number++) {
            String name = "w" + number;
            assertThat(sent.stream().filter(message -> message.key().equals(name)).distinct())
                    .extracting(message -> MessageType.read(message.payload(), Walk.class).left())
                    .as(name)
                    .containsExactly(4, 3, 2, 1, 0);
        }
    }

    private boolean isIdle(List<Runner> runners) {
        long before = connection.db().basisT();
        return runners.stream().allMatch(each -> each.awaitIdle(LONG))
                && connection.db().basisT() == before;
    }

    @Test
    void theWorkIsDividedAndDoneOnce() {
        try (Runner first = start("a");
                Runner second = start("b");
                Runner third = start("c")) {
            await(() -> areDivided(first, second, third));
            begin(first, 0, 300);
            await(() -> isIdle(List.of(first, second, third)));
            areDone(300);
            assertThat(Stream.of(first, second, third).map(each -> each.stats().decided()))
                    .allMatch(decided -> decided > 200);
            assertThat(sent).hasSize(300 * LENGTH);
        }
    }

    @Test
    void whatAnInstanceHasBegunIsFinishedByTheOthersWhenItEnds() {
        try (Runner first = start("a")) {
            try (Runner second = start("b")) {
                await(() -> areDivided(first, second));
                begin(second, 0, 200);
            }
            await(() -> areDivided(first));
            await(() -> isIdle(List.of(first)));
            areDone(200);
        }
    }

    /// Instances come and go in the middle of the work.
    @Test
    void nothingIsLostOrDoneTwiceWhileInstancesComeAndGo() {
        try (Runner stays = start("stays")) {
            await(() -> areDivided(stays));
            int walks = 0;
            for (int round = 0; round < 4; round++) {
                try (Runner comes = start("comes" + round)) {
                    begin(stays, walks, walks + 100);
                    await(() -> areDivided(stays, comes));
                    begin(comes, walks + 100, walks + 200);
                }
                walks += 200;
            }
            await(() -> areDivided(stays) && isIdle(List.of(stays)));
            areDone(walks);
        }
    }

    /// An instance with the same name as another is the new life of one that has died: the old one
    /// does nothing any more of what is divided.
    @Test
    void whoLosesItsLeasesToANewLifeLeavesThemAlone() {
        try (Runner old = start("a")) {
            await(() -> areDivided(old));
            try (Runner fresh = start("a")) {
                await(() -> areDivided(fresh) && old.stats().partitions() == 0);
                begin(old, 0, 100);
                await(() -> isIdle(List.of(old, fresh)));
                areDone(100);
            }
        }
    }

    /// One that believes it to be tomorrow counts on nobody else, and takes everything.
    @Test
    void aWrongClockCostsTimeAndNothingElse() {
        InstantSource tomorrow = () -> InstantSource.system().instant().plus(Duration.ofDays(1));
        RunnerOptions wrong = RunnerOptions.standard().instance("b").clock(tomorrow);
        try (Runner first = start("a")) {
            await(() -> areDivided(first));
            begin(first, 0, 200);
            try (Runner second = Runner.start(machine(), connection, broker, wrong)) {
                await(() -> areDivided(second));
                begin(second, 200, 400);
                await(() -> isIdle(List.of(first, second)));
                areDone(400);
            }
        }
    }
}
