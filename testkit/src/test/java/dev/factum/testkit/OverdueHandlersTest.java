package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.claim.ParkedClass;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Receipt;
import dev.factum.machine.run.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Handlers that do not come to an end cost their message, not the machine.
class OverdueHandlersTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration BUDGET = Duration.ofMillis(300);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Topic JOBS = Topic.of("jobs");
    private static final Attribute<String> NAME = Attribute.string("job/name").identity();
    private static final int SPINNING = Runtime.getRuntime().availableProcessors() + 2;

    record Job(String name) {}

    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final MemoryConnection connection =
            MemoryConnection.to(TestDatabase.with(List.of(NAME)));

    private Effects work(Job job, Database db, Context context) {
        if (job.name().startsWith("spin")) {
            while (!isOver.get()) {
                Thread.onSpinWait();
            }
            ended.incrementAndGet();
        } else if (job.name().startsWith("wait")) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                interrupted.incrementAndGet();
            }
        }
        return Effects.facts(Fact.entity().with(NAME, job.name()));
    }

    private Runner start() {
        Machine machine =
                Machine.builder()
                        .on(JOBS, "work", Job.class, this::work, Contract.nothing().writes(NAME))
                        .within("work", BUDGET)
                        .build();
        return Runner.start(machine, connection, new InProcessBroker());
    }

    private static Message job(String name) {
        return Message.of(name, JOBS, name, NOON, new Job(name));
    }

    /// What spins cannot be ended from outside.
    @AfterEach
    void end() {
        isOver.set(true);
    }

    private int facts() {
        return connection.db().queryColumns("[:find ?n :where [_ :job/name ?n]]").size();
    }

    @Test
    void whoWaitsForSomethingIsInterruptedAndTheMessageParked() {
        try (Runner runner = start()) {
            Receipt receipt = runner.call(job("wait"));
            assertThat(receipt.error())
                    .hasValueSatisfying(error -> {
                        assertThat(error.code()).isEqualTo(MachineErrorCode.HANDLER_OVERDUE);
                        assertThat(error.data()).containsEntry("handler", "work");
                    });
            assertThat(runner.call(job("quick")).isDecided()).isTrue();
            assertThat(runner.parked())
                    .extracting(Parked::kind)
                    .containsExactly(ParkedClass.TIMEOUT);
            assertThat(runner.awaitIdle(LONG)).isTrue();
        }
        assertThat(facts()).isEqualTo(1);
    }

    /// More of them than there are processors, and none of them looks at its interruption.
    @Test
    void whoComputesWithoutAnEndHoldsUpNobodyElse() {
        List<CompletableFuture<Receipt>> spinning = new ArrayList<>();
        try (Runner runner = start()) {
            for (int number = 0; number < SPINNING; number++) {
                spinning.add(runner.submit(job("spin" + number)));
            }
            for (int number = 0; number < 100; number++) {
                assertThat(runner.call(job("quick" + number)).isDecided()).isTrue();
            }
            spinning.forEach(receipt -> assertThat(receipt.join().isDecided()).isFalse());
            assertThat(runner.parked()).hasSize(SPINNING);
            isOver.set(true);
            await(() -> ended.get() == SPINNING);
            assertThat(runner.awaitIdle(LONG)).isTrue();
        }
        assertThat(facts()).as("what came too late is thrown away").isEqualTo(100);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
