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
import dev.factum.facts.error.DbErrorCode;
import dev.factum.storage.Storage;
import dev.factum.storage.memory.MemoryService;
import dev.factum.transactor.FaultyStorage.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a writer says when the log fails: an answer is only ever what the log holds.
class FaultyStorageTest {

    private static final int CALLS = 20;

    private final MemoryService memory = Writing.memory();

    private static TxRequest claimed(int number) {
        return request("[[:db/add \"x\" :db/doc \"call " + number + "\"]]").claim("call " + number);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BEFORE", "AFTER"})
    void whatWasAcknowledgedIsInTheLogAndTheRestIsFoundOutByItsClaim(Fault fault) {
        for (int failing = 1; failing <= 6; failing++) {
            memory.delete("main");
            memory.create("main");
            Map<Integer, CompletableFuture<TxResult>> answers = new HashMap<>();
            Storage faulty = new FaultyStorage(memory.open("main"), fault, failing, 1_000);
            try (SingleWriter writer = Writing.start(faulty, WriterOptions.durable())) {
                for (int call = 0; call < CALLS; call++) {
                    answers.put(call, submit(writer, claimed(call)));
                }
                answers.values().forEach(Writing::await);
            }
            try (SingleWriter next = Writing.start(memory.open("main"), WriterOptions.durable())) {
                answers.forEach((call, answer) -> settle(next, call, await(answer)));
                List<LogEntry> log = next.log(1, Long.MAX_VALUE);
                assertThat(log)
                        .extracting(LogEntry::t)
                        .isEqualTo(LongStream.rangeClosed(1, CALLS).boxed().toList());
            }
        }
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
                assertThat(error.code()).isEqualTo(DbErrorCode.STORAGE_UNAVAILABLE);
                assertThat(again).isInstanceOf(TxResult.Committed.class);
            }
            case TxResult.Duplicate _, TxResult.Conflict _ -> throw new AssertionError(answer);
        }
    }

    @Test
    void aWriterWhoseLogHasFailedAcceptsNothingMore() {
        Storage faulty = new FaultyStorage(memory.open("main"), Fault.BEFORE, 1, 1_000);
        try (SingleWriter writer = Writing.start(faulty, WriterOptions.durable())) {
            assertThat(ask(writer, request("[]"))).isInstanceOf(TxResult.Indeterminate.class);
            assertThat(ask(writer, request("[]")))
                    .isInstanceOfSatisfying(
                            TxResult.Rejected.class,
                            rejected ->
                                    assertThat(rejected.error().code())
                                            .isEqualTo(DbErrorCode.STORAGE_UNAVAILABLE));
            assertThat(writer.database().basisT()).isZero();
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
    void aDuplicateOfWhatWasLostIsNotCalledADuplicate() {
        var lost = new FaultyStorage(memory.open("main"), Fault.BEFORE, 1, 0);
        try (SingleWriter writer = Writing.start(lost, WriterOptions.durable())) {
            var first = submit(writer, claimed(1));
            var duplicate = submit(writer, claimed(1));
            lost.release(1_000);
            assertThat(await(first)).isInstanceOf(TxResult.Indeterminate.class);
            assertThat(await(duplicate)).isInstanceOf(TxResult.Rejected.class);
        }
    }
}
