package dev.factum.transactor;

import static dev.factum.transactor.Writing.ask;
import static dev.factum.transactor.Writing.await;
import static dev.factum.transactor.Writing.commit;
import static dev.factum.transactor.Writing.report;
import static dev.factum.transactor.Writing.request;
import static dev.factum.transactor.Writing.startWithSchema;
import static dev.factum.transactor.Writing.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.Transactor;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.schema.Builtin;
import dev.factum.storage.memory.MemoryService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleWriterTest {

    private static DbErrorCode codeOf(TxResult answer) {
        assertThat(answer).isInstanceOf(TxResult.Rejected.class);
        return (DbErrorCode) ((TxResult.Rejected) answer).error().code();
    }

    private static WriterOptions options(boolean pipelined) {
        return pipelined ? WriterOptions.durable() : WriterOptions.inMemory();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sixteenWritersGetEveryTOnceAndTheReportsComeInOrder(boolean pipelined) throws Exception {
        List<Long> reported = new ArrayList<>();
        List<Long> answered = new ArrayList<>(List.of(1L));
        try (SingleWriter writer = startWithSchema(options(pipelined))) {
            writer.subscribe(entry -> reported.add(entry.t()));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<List<Long>>> callers = new ArrayList<>();
                for (int caller = 0; caller < 16; caller++) {
                    callers.add(() -> commitMany(writer, 100));
                }
                for (Future<List<Long>> caller : threads.invokeAll(callers)) {
                    assertThat(caller.get()).isSorted();
                    answered.addAll(caller.get());
                }
            }
            assertThat(writer.log(1, 2_000)).extracting(LogEntry::t).isEqualTo(range(1, 1_601));
        }
        assertThat(answered).containsExactlyInAnyOrderElementsOf(range(1, 1_601));
        assertThat(reported).isEqualTo(range(2, 1_601));
    }

    private static List<Long> commitMany(SingleWriter writer, int count) {
        List<Long> ts = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            ts.add(commit(writer, "[[:db/add \"x\" :number " + number + "]]").t());
        }
        return ts;
    }

    @Test
    void aReportShowsTheDatabaseBeforeAndAfterAndItsSuccessorBeginsThere() {
        try (SingleWriter writer = startWithSchema(WriterOptions.durable())) {
            var first = commit(writer, "[{:key \"a\"}]");
            var second = commit(writer, "[{:key \"b\"}]");
            assertThat(first.dbAfter().basisT()).isEqualTo(2);
            assertThat(second.dbBefore().basisT()).isEqualTo(2);
            assertThat(writer.database().basisT()).isEqualTo(3);
        }
    }

    @Test
    void aRejectedTransactionLeavesNoTrace() {
        try (SingleWriter writer = startWithSchema(WriterOptions.durable())) {
            Database before = writer.database();
            assertThat(codeOf(ask(writer, request("[{:key \"a\"} [:db/add 1 :unknown 2]]"))))
                    .isEqualTo(DbErrorCode.NOT_AN_ENTITY);
            assertThat(writer.database()).isSameAs(before);
            assertThat(commit(writer, "[{:key \"b\"}]").t()).isEqualTo(2);
            assertThat(writer.log(1, 9)).hasSize(2);
        }
    }

    @Test
    void userCodeMayThrowAnythingAndTheWriterGoesOn() {
        try (SingleWriter writer = startWithSchema(WriterOptions.durable())) {
            List<Throwable> failures =
                    List.of(
                            new IllegalStateException("broken"),
                            new AssertionError("wrong"),
                            new StackOverflowError(),
                            new OutOfMemoryError("too much"),
                            new NoClassDefFoundError("gone"));
            for (Throwable failure : failures) {
                TxRequest deciding =
                        TxRequest.decidedAtWriter(_ -> {
                            throw SingleWriterTest.<RuntimeException>raised(failure);
                        });
                TxRequest rendering =
                        request("[]")
                                .attachment(_ -> {
                                    throw SingleWriterTest.<RuntimeException>raised(failure);
                                });
                assertThat(codeOf(ask(writer, deciding))).isEqualTo(DbErrorCode.TX_FN_FAILED);
                assertThat(codeOf(ask(writer, rendering))).isEqualTo(DbErrorCode.TX_FN_FAILED);
            }
            assertThat(commit(writer, "[]").t()).isEqualTo(2);
        }
    }

    /// Throws what it is given, checked or not.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X raised(Throwable failure) throws X {
        throw (X) failure;
    }

    @Test
    void codeThatRunsForTooLongIsInterruptedAndTheWriterGoesOn() {
        var options = WriterOptions.durable().withCodeBudget(Duration.ofMillis(40));
        try (SingleWriter writer = startWithSchema(options)) {
            TxRequest waiting =
                    TxRequest.decidedAtWriter(_ -> {
                        await(new CompletableFuture<>());
                        return new TxRequest.Decision(List.of(), null);
                    });
            assertThat(codeOf(ask(writer, waiting))).isEqualTo(DbErrorCode.TX_FN_BUDGET);
            TxRequest spinning =
                    TxRequest.decidedAtWriter(_ -> {
                        while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                        return new TxRequest.Decision(List.of(), null);
                    });
            assertThat(codeOf(ask(writer, spinning))).isEqualTo(DbErrorCode.TX_FN_BUDGET);
            assertThat(commit(writer, "[]").t()).isEqualTo(2);
        }
    }

    @Test
    void aQueryWithoutEndIsInterruptedAndTheWriterGoesOn() {
        String endless = "[[(n ?x) [(ground 0) ?x]] [(n ?x) (n ?y) [(inc ?y) ?x]]]";
        var options = WriterOptions.durable().withCodeBudget(Duration.ofMillis(40));
        try (SingleWriter writer = startWithSchema(options)) {
            TxRequest counting =
                    TxRequest.decidedAtWriter(db -> {
                        db.query("[:find ?x :in $ % :where (n ?x)]", Edn.read(endless));
                        return new TxRequest.Decision(List.of(), null);
                    });
            assertThat(codeOf(ask(writer, counting))).isEqualTo(DbErrorCode.TX_FN_BUDGET);
            assertThat(commit(writer, "[]").t()).isEqualTo(2);
        }
    }

    @Test
    void whoComesToAFullQueueIsToldAtOnce() {
        var options = WriterOptions.durable().withQueue(2);
        try (SingleWriter writer = startWithSchema(options)) {
            var running = new CountDownLatch(1);
            var going = new CompletableFuture<List<?>>();
            var first =
                    submit(
                            writer,
                            TxRequest.decidedAtWriter(_ -> {
                                running.countDown();
                                return new TxRequest.Decision(await(going), null);
                            }));
            await(CompletableFuture.runAsync(() -> Uninterrupted.run(running::await)));
            var second = submit(writer, request("[]"));
            var third = submit(writer, request("[]"));
            assertThat(codeOf(ask(writer, request("[]")))).isEqualTo(DbErrorCode.TRANSACTOR_BUSY);
            going.complete(List.of());
            assertThat(List.of(first, second, third))
                    .allSatisfy(each -> assertThat(report(await(each)).t()).isGreaterThan(1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closingAnswersEveryoneWhoWasAccepted(boolean pipelined) {
        MemoryService memory = Writing.memory();
        List<CompletableFuture<TxResult>> answers = new ArrayList<>();
        SingleWriter writer = Writing.start(memory.open("main"), options(pipelined));
        for (int count = 0; count < 3_000; count++) {
            answers.add(submit(writer, request("[]")));
        }
        writer.close();
        writer.close();
        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(answers)
                .extracting(answer -> report(await(answer)).t())
                .isEqualTo(range(1, 3_000));
        assertThat(codeOf(ask(writer, request("[]"))))
                .isEqualTo(DbErrorCode.TRANSACTOR_UNAVAILABLE);
        assertThat(memory.open("main").lastT()).isEqualTo(3_000);
    }

    @Test
    void theClockMayGoBackAndInstantsDoNot() {
        Iterator<Long> times = List.of(5_000L, 9_000L, 2_000L, 9_500L).iterator();
        var options = WriterOptions.durable().withClock(() -> Instant.ofEpochMilli(times.next()));
        try (SingleWriter writer = Writing.start(Writing.memory().open("main"), options)) {
            List<Object> instants = new ArrayList<>();
            for (int count = 0; count < 4; count++) {
                var first = commit(writer, "[]").datoms().getFirst();
                assertThat(first.a()).isEqualTo(Builtin.TX_INSTANT);
                instants.add(((Instant) first.v()).toEpochMilli());
            }
            assertThat(instants).containsExactly(5_000L, 9_000L, 9_000L, 9_500L);
        }
    }

    @Test
    void aSubscriberThatIsClosedOrFailsHearsNoMoreAndTheOthersDo() {
        List<Long> faithful = new ArrayList<>();
        List<Long> leaving = new ArrayList<>();
        List<Long> failing = new ArrayList<>();
        try (SingleWriter writer = startWithSchema(WriterOptions.inMemory())) {
            writer.subscribe(entry -> {
                failing.add(entry.t());
                throw new IllegalStateException("A subscriber that fails, on purpose");
            });
            Transactor.Subscription left = writer.subscribe(entry -> leaving.add(entry.t()));
            writer.subscribe(entry -> faithful.add(entry.t()));
            commit(writer, "[]");
            left.close();
            commit(writer, "[]");
        }
        assertThat(failing).containsExactly(2L);
        assertThat(leaving).containsExactly(2L);
        assertThat(faithful).containsExactly(2L, 3L);
    }

    @Test
    void theLogIsReadFromAnyTToAnyT() {
        try (SingleWriter writer = startWithSchema(WriterOptions.durable())) {
            commitMany(writer, 5);
            assertThat(writer.log(3, 5)).extracting(LogEntry::t).containsExactly(3L, 4L);
            assertThat(writer.log(0, 2)).hasSize(1);
            assertThat(writer.log(6, Long.MAX_VALUE)).hasSize(1);
            assertThat(writer.log(7, 9)).isEmpty();
            assertThat(writer.log(5, 3)).isEmpty();
        }
    }
}
