package dev.factum.transactor;

import static dev.factum.transactor.Writing.report;
import static dev.factum.transactor.Writing.request;
import static dev.factum.transactor.Writing.startWithSchema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.error.DbErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers who wait for their answer and do the writer's work meanwhile.
class LentThreadTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static WriterOptions options(boolean pipelined) {
        return pipelined ? WriterOptions.durable() : WriterOptions.inMemory();
    }

    /// Asks until the calling thread itself has judged: the writer's own may be quicker now and
    /// then.
    private static TxResult askUntilLent(SingleWriter writer, Supplier<List<?>> onCaller) {
        var lent = new AtomicBoolean();
        TxResult answer = new TxResult.Duplicate(0);
        Thread caller = Thread.currentThread();
        while (!lent.get()) {
            answer =
                    writer.ask(
                            TxRequest.decidedAtWriter(_ -> {
                                boolean mine = Thread.currentThread().equals(caller);
                                List<?> data = mine ? onCaller.get() : List.of();
                                lent.compareAndSet(false, mine);
                                return new TxRequest.Decision(data, null);
                            }),
                            LONG);
        }
        return answer;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneWhoAsksAloneIsServedByItself(boolean pipelined) {
        try (SingleWriter writer = startWithSchema(options(pipelined))) {
            TxResult answer = askUntilLent(writer, () -> Writing.data("[{:key \"mine\"}]"));
            assertThat(report(answer).datoms()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void platformAndVirtualThreadsAskBesideEachOther(boolean pipelined) throws Exception {
        List<Long> answered = new ArrayList<>();
        List<Long> reported = new ArrayList<>();
        try (SingleWriter writer = startWithSchema(options(pipelined));
                var virtual = Executors.newVirtualThreadPerTaskExecutor();
                var platform = Executors.newFixedThreadPool(8)) {
            writer.subscribe(entry -> reported.add(entry.t()));
            List<Future<List<Long>>> callers = new ArrayList<>();
            for (int caller = 0; caller < 16; caller++) {
                Callable<List<Long>> asking = () -> askMany(writer, 200);
                callers.add((caller % 2 == 0 ? virtual : platform).submit(asking));
            }
            for (Future<List<Long>> caller : callers) {
                assertThat(caller.get()).isSorted();
                answered.addAll(caller.get());
            }
        }
        List<Long> all = LongStream.rangeClosed(2, 3_201).boxed().toList();
        assertThat(answered).containsExactlyInAnyOrderElementsOf(all);
        assertThat(reported).isEqualTo(all);
    }

    private static List<Long> askMany(SingleWriter writer, int count) {
        List<Long> ts = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            TxRequest request = request("[[:db/add \"x\" :number " + number + "]]");
            ts.add(report(writer.ask(request, LONG)).t());
        }
        return ts;
    }

    @Test
    void codeThatRunsForTooLongIsInterruptedAndItsCallerIsNot() {
        var options = WriterOptions.inMemory().withCodeBudget(Duration.ofMillis(40));
        try (SingleWriter writer = startWithSchema(options)) {
            TxRequest spinning =
                    TxRequest.decidedAtWriter(_ -> {
                        while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                        return new TxRequest.Decision(List.of(), null);
                    });
            assertThat(writer.ask(spinning, LONG))
                    .isInstanceOfSatisfying(
                            TxResult.Rejected.class,
                            rejected ->
                                    assertThat(rejected.error().code())
                                            .isEqualTo(DbErrorCode.TX_FN_BUDGET));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void aRequestIsNotRefusedBecauseTheLentThreadWasInterrupted() {
        try (SingleWriter writer = startWithSchema(WriterOptions.inMemory())) {
            List<Boolean> runs = new ArrayList<>();
            var lent = new AtomicBoolean();
            Thread caller = Thread.currentThread();
            while (!lent.get()) {
                TxRequest disturbed =
                        TxRequest.decidedAtWriter(_ -> {
                            boolean mine = Thread.currentThread().equals(caller);
                            runs.add(Thread.currentThread().isInterrupted());
                            if (mine && lent.compareAndSet(false, true)) {
                                Thread.currentThread().interrupt();
                                throw new IllegalStateException("Interrupted");
                            }
                            return new TxRequest.Decision(List.of(), null);
                        });
                assertThat(writer.ask(disturbed, LONG)).isInstanceOf(TxResult.Committed.class);
            }
            assertThat(runs).hasSizeGreaterThan(1).containsOnly(false);
            assertThat(Thread.interrupted()).as("the caller hears of it").isTrue();
        }
    }

    @Test
    void aRequestIsNotRefusedBecauseTheLentStackWasTooSmall() {
        try (SingleWriter writer = startWithSchema(WriterOptions.inMemory())) {
            Thread caller = Thread.currentThread();
            var overflown = new AtomicBoolean();
            while (!overflown.get()) {
                TxRequest deep =
                        TxRequest.decidedAtWriter(_ -> {
                            if (Thread.currentThread().equals(caller)) {
                                overflown.set(true);
                                throw new StackOverflowError();
                            }
                            return new TxRequest.Decision(List.of(), null);
                        });
                assertThat(writer.ask(deep, LONG)).isInstanceOf(TxResult.Committed.class);
            }
        }
    }

    @Test
    void oneWhoIsNotAnsweredInTimeIsToldThatTheOutcomeIsUnknown() {
        try (SingleWriter writer = startWithSchema(WriterOptions.durable())) {
            var begun = new CompletableFuture<Boolean>();
            var going = new CompletableFuture<Boolean>();
            writer.submit(
                    TxRequest.decidedAtWriter(_ -> {
                        begun.complete(true);
                        Writing.await(going);
                        return new TxRequest.Decision(List.of(), null);
                    }),
                    _ -> {});
            Writing.await(begun);
            TxResult answer = writer.ask(request("[]"), Duration.ofMillis(1));
            going.complete(true);
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            TxResult.Indeterminate.class,
                            unknown ->
                                    assertThat(unknown.error().code())
                                            .isEqualTo(DbErrorCode.TRANSACTION_TIMEOUT));
        }
    }
}
