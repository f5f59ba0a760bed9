package dev.factum.transactor;

import static dev.factum.transactor.Writing.ask;
import static dev.factum.transactor.Writing.await;
import static dev.factum.transactor.Writing.report;
import static dev.factum.transactor.Writing.request;
import static dev.factum.transactor.Writing.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.schema.Builtin;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.verify.Verification;
import dev.factum.transactor.FaultyStorage.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a writer says when the log fails: an answer is only ever what the log holds.
class FaultyStorageTest {

    private static final int CALLS = 20;
    private static final WriterOptions IMPATIENT =
            WriterOptions.durable().withPatience(Duration.ofMillis(20));

    private final MemoryService memory = Writing.memory();

    private static TxRequest claimed(int number) {
        return request("[[:db/add \"x\" :db/doc \"call " + number + "\"]]").claim("call " + number);
    }

    /// Whatever a group was, its fate is found out, and the writer goes on: nobody notices
    /// anything.
    @ParameterizedTest
    @CsvSource({"BEFORE, 1", "BEFORE, 3", "AFTER, 1", "LATE, 1", "LATE, 2"})
    void whatBecameOfAnAppendIsFoundOut(Fault fault, int times) {
        for (int failing = 1; failing <= 6; failing++) {
            var faulty = storage(fault, failing).times(times);
            try (SingleWriter writer = Writing.start(faulty, WriterOptions.durable())) {
                var answers = claimedCalls(writer);
                answers.values()
                        .forEach(answer ->
                                assertThat(await(answer)).isInstanceOf(TxResult.Committed.class));
                assertIsWhole(writer);
            }
            assertWhatWasSaid(Map.of());
        }
    }

    /// Whoever was told that it was not done may ask again, without a claim.
    @ParameterizedTest
    @CsvSource({"true, 1", "true, 3", "false, 1", "false, 3"})
    void afterAnAppendThatWasNotDoneTheWriterGoesOn(boolean pipelined, int times) {
        WriterOptions options = pipelined ? WriterOptions.durable() : WriterOptions.inMemory();
        for (int failing = 1; failing <= 6; failing++) {
            var faulty = storage(Fault.REFUSED, failing).times(times);
            List<Long> heard = new ArrayList<>();
            try (SingleWriter writer = Writing.start(faulty, options)) {
                writer.subscribe(entry -> heard.add(entry.t()));
                var answers = claimedCalls(writer);
                answers.forEach((call, answer) -> {
                    if (await(answer) instanceof TxResult.Rejected(var error)) {
                        assertThat(error.code()).isEqualTo(StorageErrorCode.NOT_WRITTEN);
                        assertThat(error.category().retryable()).isTrue();
                    } else {
                        assertThat(await(answer)).isInstanceOf(TxResult.Committed.class);
                    }
                });
                answers.forEach((call, answer) -> repeat(writer, call, await(answer)));
                assertIsWhole(writer);
            }
            assertThat(heard).isEqualTo(range(CALLS));
        }
    }

    private static void repeat(SingleWriter writer, int call, TxResult answer) {
        TxResult again = ask(writer, claimed(call));
        while (again instanceof TxResult.Rejected) {
            again = ask(writer, claimed(call));
        }
        assertThat(again)
                .isInstanceOf(
                        answer instanceof TxResult.Committed
                                ? TxResult.Duplicate.class
                                : TxResult.Committed.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BEFORE", "AFTER", "LATE"})
    void aWriterWhoseStorageStaysSilentStopsAndClaimsTellTheRest(Fault fault) {
        for (int failing = 1; failing <= 6; failing++) {
            FaultyStorage faulty = storage(fault, failing).thenSilent();
            Map<Integer, CompletableFuture<TxResult>> answers;
            try (SingleWriter writer = Writing.start(faulty, IMPATIENT)) {
                answers = claimedCalls(writer);
                answers.values().forEach(Writing::await);
                if (faulty.failed().isDone()) { // the calls may be fewer groups
                    assertThat(codeOf(ask(writer, request("[]"))))
                            .isEqualTo(DbErrorCode.WRITER_STOPPED);
                }
            }
            assertWhatWasSaid(answers);
        }
    }

    private FaultyStorage storage(Fault fault, int failing) {
        memory.delete("main");
        memory.create("main");
        return new FaultyStorage(memory.open("main"), fault, failing, 1_000);
    }

    private static Map<Integer, CompletableFuture<TxResult>> claimedCalls(SingleWriter writer) {
        Map<Integer, CompletableFuture<TxResult>> answers = new HashMap<>();
        for (int call = 0; call < CALLS; call++) {
            answers.put(call, submit(writer, claimed(call)));
        }
        return answers;
    }

    private void assertWhatWasSaid(Map<Integer, CompletableFuture<TxResult>> answers) {
        try (SingleWriter next = Writing.start(memory.open("main"), WriterOptions.durable())) {
            answers.forEach((call, answer) -> settle(next, call, await(answer)));
            assertIsWhole(next);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
    }

    /// Each call is in the log once, and in the database.
    private static void assertIsWhole(SingleWriter writer) {
        assertThat(writer.log(1, Long.MAX_VALUE)).extracting(LogEntry::t).isEqualTo(range(CALLS));
        for (int call = 0; call < CALLS; call++) {
            assertThat(entity(writer, call)).isPresent();
        }
    }

    private static Optional<Long> entity(SingleWriter writer, int call) {
        return Optional.ofNullable(
                (Long)
                        writer.database()
                                .query(
                                        "[:find ?e . :in $ ?doc :where [?e :db/doc ?doc]]",
                                        "call " + call));
    }

    private static List<Long> range(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static ErrorCode codeOf(TxResult answer) {
        assertThat(answer).isInstanceOf(TxResult.Rejected.class);
        return ((TxResult.Rejected) answer).error().code();
    }

    /// Asks again with the same claim: every call is then in the log exactly once.
    private static void settle(SingleWriter next, int call, TxResult answer) {
        TxResult again = ask(next, claimed(call));
        switch (answer) {
            case TxResult.Committed(var report) ->
                    assertThat(again).isEqualTo(new TxResult.Duplicate(report.t()));
            case TxResult.Indeterminate(var error) ->
                    assertThat(error.code()).isEqualTo(DbErrorCode.TRANSACTION_TIMEOUT);
            case TxResult.Rejected(var error) -> {
                assertThat(error.code()).isEqualTo(DbErrorCode.WRITER_STOPPED);
                assertThat(again).isInstanceOf(TxResult.Committed.class);
            }
            case TxResult.Duplicate _, TxResult.Conflict _ -> throw new AssertionError(answer);
        }
    }

    @Test
    void aDiskThatHasFailedIsNotAskedAgain() {
        Storage faulty = new FaultyStorage(memory.open("main"), Fault.DISK, 1, 1_000);
        try (SingleWriter writer = Writing.start(faulty, WriterOptions.durable())) {
            assertThat(ask(writer, request("[]")))
                    .isInstanceOfSatisfying(
                            TxResult.Indeterminate.class,
                            unknown -> assertThat(unknown.error()).hasRootCauseMessage("broken"));
            assertThat(codeOf(ask(writer, request("[]")))).isEqualTo(DbErrorCode.WRITER_STOPPED);
            assertThat(writer.database().basisT()).isZero();
        }
        assertThat(memory.open("main").lastT()).isZero();
    }

    @Test
    void aWriterThatWasReplacedMeanwhileKnowsThatItsAppendWasNotDone() {
        FaultyStorage faulty =
                new FaultyStorage(memory.open("main"), Fault.LATE, 1, 1_000).thenSilent();
        try (SingleWriter writer = Writing.start(faulty, WriterOptions.durable())) {
            var lost = submit(writer, claimed(1));
            await(faulty.failed());
            try (SingleWriter next = Writing.start(memory.open("main"), WriterOptions.durable())) {
                faulty.speak();
                assertThat(codeOf(await(lost))).isEqualTo(StorageErrorCode.WRITER_FENCED);
                assertThat(report(ask(next, claimed(1))).t()).isEqualTo(1);
            }
        }
    }

    @Test
    void nothingIsSeenOrAnsweredBeforeItIsDurable() {
        var slow = new FaultyStorage(memory.open("main"), Fault.NONE, 0, 0);
        List<Long> heard = new ArrayList<>();
        try (SingleWriter writer = Writing.start(slow, WriterOptions.durable())) {
            writer.subscribe(entry -> heard.add(entry.t()));
            var first = submit(writer, claimed(1));
            var duplicate = submit(writer, claimed(1));
            var refused = submit(writer, request("[[:db/add \"x\" :unknown 1]]"));
            var applied = new CompletableFuture<Long>();
            var last =
                    submit(
                            writer,
                            TxRequest.decidedAtWriter(before -> {
                                applied.complete(before.basisT());
                                return new TxRequest.Decision(List.of(), null);
                            }));
            assertThat(await(applied)).as("applied while the first is forced").isEqualTo(1);
            assertThat(List.of(first, duplicate, refused, last))
                    .noneMatch(CompletableFuture::isDone);
            assertThat(writer.database().basisT()).isZero();
            assertThat(heard).isEmpty();
            slow.release(1_000);
            assertThat(report(await(first)).t()).isEqualTo(1);
            assertThat(await(duplicate)).isEqualTo(new TxResult.Duplicate(1));
            assertThat(await(refused)).isInstanceOf(TxResult.Rejected.class);
            assertThat(report(await(last)).t()).isEqualTo(2);
        }
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void whatRestsOnWhatWasLostIsRefusedWithIt() {
        var lost = new FaultyStorage(memory.open("main"), Fault.REFUSED, 1, 0);
        try (SingleWriter writer = Writing.start(lost, WriterOptions.durable())) {
            var first = submit(writer, claimed(1));
            var duplicate = submit(writer, claimed(1));
            var refused = submit(writer, request("[[:db/add \"x\" :unknown 1]]"));
            var judged = new CompletableFuture<Long>();
            var last =
                    submit(
                            writer,
                            TxRequest.decidedAtWriter(before -> {
                                judged.complete(before.basisT());
                                return new TxRequest.Decision(List.of(), null);
                            }));
            assertThat(await(judged)).isEqualTo(1);
            lost.release(1_000);
            assertThat(List.of(first, duplicate, refused, last))
                    .extracting(answer -> codeOf(await(answer)))
                    .containsOnly(StorageErrorCode.NOT_WRITTEN);
            assertThat(writer.database().basisT()).isZero();
            assertThat(report(ask(writer, claimed(1))).t()).isEqualTo(1);
        }
    }

    /// The t of what was lost become those of other transactions: what had read before must not be
    /// in conflict with them for ever.
    @Test
    void whoReadBeforeWhatWasLostIsInConflictOnceAtMost() {
        var faulty = new FaultyStorage(memory.open("main"), Fault.REFUSED, 2, 1_000);
        try (SingleWriter writer = Writing.start(faulty, WriterOptions.durable())) {
            report(ask(writer, claimed(1)));
            ReadSet docs = ReadSet.of(Set.of(new ReadRange.AttributeFacts(Builtin.DOC)));
            assertThat(codeOf(ask(writer, claimed(2)))).isEqualTo(StorageErrorCode.NOT_WRITTEN);
            assertThat(ask(writer, claimed(3).reads(1, docs)))
                    .isInstanceOf(TxResult.Committed.class);
        }
    }

    /// Indexing goes on as well: in the end all is folded, and what was to be excised is gone.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void indexingAndExcisionGoOnAfterASetback(int failing) {
        var options = WriterOptions.durable().withNovelty(50);
        var faulty = storage(Fault.REFUSED, failing).times(2);
        try (SingleWriter writer = Writing.start(faulty, options)) {
            insist(writer, claimed(1));
            long entity = entity(writer, 1).orElseThrow();
            insist(writer, request("[{:db/excise " + entity + "}]").claim("excise"));
            for (int call = 2; call < 100; call++) {
                insist(writer, claimed(call));
            }
            long t = writer.database().basisT();
            assertThat(t).isEqualTo(100);
            assertThat(writer.isExcised(t, Duration.ofSeconds(30))).isTrue();
            assertThat(writer.excisedT()).isEqualTo(t);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
    }

    private static void insist(SingleWriter writer, TxRequest request) {
        TxResult answer = ask(writer, request);
        while (answer instanceof TxResult.Rejected(var error)) {
            assertThat(error.code()).isEqualTo(StorageErrorCode.NOT_WRITTEN);
            answer = ask(writer, request);
        }
    }
}
