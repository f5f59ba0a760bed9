package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.audit.Audit;
import dev.factum.machine.audit.Drift;
import dev.factum.machine.audit.Finding;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.handler.Handler;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.AuditStats;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Receipt;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Decisions made once more: what is pure comes out the same, and what is not is found.
class AuditTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Topic SAY = Topic.of("say");
    private static final Attribute<String> NAME = Attribute.string("said/name").identity();
    private static final Attribute<Long> VALUE = Attribute.longNumber("said/value");
    private static final Attribute<Long> FADING = Attribute.longNumber("said/fading");
    private static final RunnerOptions ALL = RunnerOptions.standard().audited(1);

    /// Deliberately the kind of field that handlers must not have.
    private static final AtomicInteger COUNTER = new AtomicInteger();

    record Say(String name) {}

    private static MemoryConnection connection() {
        var fading = new HashMap<Keyword, Object>(FADING.declaration());
        fading.put(Keyword.of("db/noHistory"), true);
        Database db = TestDatabase.with(List.of(NAME, VALUE));
        return MemoryConnection.to(db.with(List.of(fading)).dbAfter());
    }

    private static Machine machine(Handler<Say> handler) {
        return Machine.builder()
                .on(
                        SAY,
                        "say",
                        Say.class,
                        handler,
                        Contract.nothing().reads(NAME, VALUE, FADING).writes(NAME, VALUE, FADING))
                .build();
    }

    private static Effects value(String name, long value) {
        return Effects.facts(Fact.entity().with(NAME, name).with(VALUE, value));
    }

    private static Message message(int number) {
        return Message.of("m" + number, SAY, "k", Instant.EPOCH, new Say("n" + number % 3));
    }

    private static AuditStats audited(MemoryConnection connection, Machine machine, int messages) {
        try (Runner runner = Runner.start(machine, connection, new InProcessBroker(), ALL)) {
            for (int number = 0; number < messages; number++) {
                assertThat(runner.call(message(number)).isDecided()).isTrue();
            }
            assertThat(runner.awaitIdle(LONG)).isTrue();
            return runner.stats().audit();
        }
    }

    @Test
    void aPureHandlerComesOutTheSameOverRandomMessages() {
        long seed = 20_261_125;
        var random = new Random(seed);
        MemoryConnection connection = MemoryConnection.to(Counters.empty());
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        try (Runner runner =
                Runner.start(Counters.machine(), connection, new InProcessBroker(), ALL)) {
            for (int number = 0; number < 200; number++) {
                String counter = "c" + random.nextInt(5);
                receipts.add(
                        runner.submit(
                                Counters.message("m" + number, counter, random.nextInt(1, 40))));
            }
            receipts.forEach(CompletableFuture::join);
            assertThat(runner.awaitIdle(LONG)).isTrue();
            AuditStats stats = runner.stats().audit();
            assertThat(stats.different()).as("seed %d of this test", seed).isZero();
            assertThat(stats.notDerivable()).isZero();
            assertThat(stats.same() + stats.dropped()).isEqualTo(200);
            assertThat(stats.same()).isPositive();
        }
        assertThat(Drift.in(connection.db())).isEmpty();
    }

    @Test
    void aClockARandomNumberAndAFieldAreFound() {
        Map<String, Handler<Say>> impure =
                Map.of(
                        "clock",
                        (say, _, _) -> value(say.name(), System.nanoTime()),
                        "random",
                        (say, _, _) -> value(say.name(), ThreadLocalRandom.current().nextLong()),
                        "field",
                        (say, _, _) -> value(say.name(), COUNTER.incrementAndGet()));
        impure.forEach((name, handler) -> {
            MemoryConnection connection = connection();
            AuditStats stats = audited(connection, machine(handler), 5);
            assertThat(stats).as(name).isEqualTo(new AuditStats(0, 5, 0, 0));
            List<Drift> found = Drift.in(connection.db());
            assertThat(found)
                    .extracting(Drift::message)
                    .containsExactlyInAnyOrder("m0", "m1", "m2", "m3", "m4");
            assertThat(found)
                    .allSatisfy(drift -> {
                        assertThat(drift.handler()).isEqualTo("say");
                        assertThat(drift.machine()).isEqualTo("main");
                        assertThat(drift.decided()).isNotEqualTo(drift.derived());
                        assertThat(drift.t()).isBetween(1L, connection.db().basisT());
                    });
        });
    }

    @Test
    void whatWasDecidedStays() {
        MemoryConnection connection = connection();
        var first = new AtomicBoolean(true);
        audited(
                connection,
                machine((say, _, _) -> value(say.name(), first.getAndSet(false) ? 1 : 2)),
                1);
        assertThat(connection.db().entity(NAME.is("n0")).orElseThrow().get(VALUE)).contains(1L);
    }

    @Test
    void aHandlerThatRefusesTheSecondTimeIsFound() {
        var first = new AtomicBoolean(true);
        MemoryConnection connection = connection();
        AuditStats stats =
                audited(
                        connection,
                        machine((say, _, _) -> {
                            if (first.getAndSet(false)) {
                                return value(say.name(), 1);
                            }
                            throw new IllegalStateException("not again");
                        }),
                        1);
        assertThat(stats.different()).isEqualTo(1);
        assertThat(Drift.in(connection.db()).getFirst().derived().length()).isZero();
    }

    @Test
    void whatHasNoHistoryCannotBeToldAndIsCounted() {
        AuditStats stats =
                audited(
                        connection(),
                        machine((say, db, _) -> {
                            long fading =
                                    db.entity(NAME.is(say.name()))
                                            .flatMap(each -> each.get(FADING))
                                            .orElse(0L);
                            return value(say.name(), fading + COUNTER.incrementAndGet());
                        }),
                        6);
        assertThat(stats.notDerivable()).isEqualTo(3);
        assertThat(stats.different()).isEqualTo(3);
    }

    @Test
    void whereSomethingWasExcisedSinceItCannotBeTold() {
        MemoryConnection connection = connection();
        connection.transact("[{:said/name \"n0\" :said/value 1}]");
        var number = new AtomicInteger();
        Machine machine = machine((say, _, _) -> value(say.name(), number.incrementAndGet()));
        long t;
        try (Runner runner =
                Runner.start(
                        machine,
                        connection,
                        new InProcessBroker(),
                        RunnerOptions.standard().audited(0))) {
            runner.call(message(0));
            t = connection.db().basisT();
        }
        Decision decision = Decision.at(connection.log(t, t + 1).getFirst());
        var handler = machine.handlers().named("say").orElseThrow();
        assertThat(Audit.of(handler, message(0), decision, connection.db(), t))
                .isInstanceOf(Finding.Different.class);
        connection.transact("[{:db/excise [:said/name \"n0\"]}]");
        assertThat(Audit.of(handler, message(0), decision, connection.db(), t))
                .isEqualTo(new Finding.NotDerivable());
    }

    @Test
    void whoDecidesNeverWaitsForAnAudit() throws InterruptedException {
        var isHeld = new CountDownLatch(1);
        Machine machine =
                machine((say, _, _) -> {
                    if (Thread.currentThread().getName().equals("factum-audit")) {
                        hold(isHeld);
                    }
                    return value(say.name(), 1);
                });
        try (Runner runner = Runner.start(machine, connection(), new InProcessBroker(), ALL)) {
            for (int number = 0; number < 400; number++) {
                runner.call(message(number));
            }
            assertThat(runner.stats().decided()).isEqualTo(400);
            assertThat(runner.stats().audit().dropped()).isBetween(100L, 400L);
            isHeld.countDown();
            assertThat(runner.awaitIdle(LONG)).isTrue();
            AuditStats stats = runner.stats().audit();
            assertThat(stats.same() + stats.dropped()).isEqualTo(400);
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nothingIsAuditedWhereNobodyWantsIt() {
        MemoryConnection connection = connection();
        try (Runner runner =
                Runner.start(
                        machine((say, _, _) -> value(say.name(), COUNTER.incrementAndGet())),
                        connection,
                        new InProcessBroker(),
                        RunnerOptions.standard().audited(0))) {
            runner.call(message(1));
            assertThat(runner.stats().audit()).isEqualTo(new AuditStats(0, 0, 0, 0));
        }
    }
}
