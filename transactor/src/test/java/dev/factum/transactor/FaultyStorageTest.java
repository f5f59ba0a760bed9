package dev.factum.transactor;

import static dev.factum.transactor.Calls.claimed;
import static dev.factum.transactor.Writing.ask;
import static dev.factum.transactor.Writing.await;
import static dev.factum.transactor.Writing.report;
import static dev.factum.transactor.Writing.request;
import static dev.factum.transactor.Writing.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.verify.Verification;
import dev.factum.transactor.FaultyStorage.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a writer says when the log fails: an answer is only ever what the log holds.
class FaultyStorageTest {

    private static final WriterOptions IMPATIENT =
            WriterOptions.durable().withPatience(Duration.ofMillis(20));

    private final MemoryService memory = Writing.memory();

    /// Whatever a group was, its fate is found out, and the writer goes on: nobody notices
    /// anything.
    @ParameterizedTest
    @CsvSource({"BEFORE, 1", "BEFORE, 3", "AFTER, 1", "LATE, 1", "LATE, 2"})
    void whatBecameOfAnAppendIsFoundOut(Fault fault, int times) {
        for (int failing = 1; failing <= 6; failing++) {
            var faulty = FaultyStorage.empty(memory, fault, failing).times(times);
            try (SingleWriter writer = Writing.start(faulty, WriterOptions.durable())) {
                var answers = Calls.submitAll(writer);
                answers.values()
                        .forEach(answer ->
                                assertThat(await(answer)).isInstanceOf(TxResult.Committed.class));
                Calls.assertIsWhole(writer);
            }
            assertWhatWasSaid(Map.of());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BEFORE", "AFTER", "LATE"})
    void aWriterWhoseStorageStaysSilentStopsAndClaimsTellTheRest(Fault fault) {
        for (int failing = 1; failing <= 6; failing++) {
            FaultyStorage faulty = FaultyStorage.empty(memory, fault, failing).thenSilent();
            Map<Integer, CompletableFuture<TxResult>> answers;
            try (SingleWriter writer = Writing.start(faulty, IMPATIENT)) {
                answers = Calls.submitAll(writer);
                answers.values().forEach(Writing::await);
                if (faulty.failed().isDone()) { // the calls may be fewer groups
                    assertThat(Calls.codeOf(ask(writer, request("[]"))))
                            .isEqualTo(DbErrorCode.WRITER_STOPPED);
                }
            }
            assertWhatWasSaid(answers);
        }
    }

    private void assertWhatWasSaid(Map<Integer, CompletableFuture<TxResult>> answers) {
        try (SingleWriter next = Writing.start(memory.open("main"), WriterOptions.durable())) {
            answers.forEach((call, answer) -> settle(next, call, await(answer)));
            Calls.assertIsWhole(next);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
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
            assertThat(Calls.codeOf(ask(writer, request("[]"))))
                    .isEqualTo(DbErrorCode.WRITER_STOPPED);
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
                assertThat(Calls.codeOf(await(lost))).isEqualTo(StorageErrorCode.WRITER_FENCED);
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
}
