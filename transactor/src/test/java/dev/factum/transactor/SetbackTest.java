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
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.schema.Builtin;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.verify.Verification;
import dev.factum.transactor.FaultyStorage.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a writer does after an append that was not done: its callers are told, and so is everybody
/// whose answer rests on it, and it goes on from what is durable.
class SetbackTest {

    private final MemoryService memory = Writing.memory();

    /// Whoever was told that it was not done may ask again, without a claim.
    @ParameterizedTest
    @CsvSource({"true, 1", "true, 3", "false, 1", "false, 3"})
    void afterAnAppendThatWasNotDoneTheWriterGoesOn(boolean pipelined, int times) {
        WriterOptions options = pipelined ? WriterOptions.durable() : WriterOptions.inMemory();
        for (int failing = 1; failing <= 6; failing++) {
            var faulty = FaultyStorage.empty(memory, Fault.REFUSED, failing).times(times);
            List<Long> heard = new ArrayList<>();
            try (SingleWriter writer = Writing.start(faulty, options)) {
                writer.subscribe(entry -> heard.add(entry.t()));
                var answers = Calls.submitAll(writer);
                answers.forEach((call, answer) -> {
                    if (await(answer) instanceof TxResult.Rejected(var error)) {
                        assertThat(error.code()).isEqualTo(StorageErrorCode.NOT_WRITTEN);
                        assertThat(error.category().retryable()).isTrue();
                    } else {
                        assertThat(await(answer)).isInstanceOf(TxResult.Committed.class);
                    }
                });
                answers.forEach((call, answer) -> repeat(writer, call, await(answer)));
                Calls.assertIsWhole(writer);
            }
            assertThat(heard).isEqualTo(Calls.range(Calls.COUNT));
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
                    .extracting(answer -> Calls.codeOf(await(answer)))
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
            assertThat(Calls.codeOf(ask(writer, claimed(2))))
                    .isEqualTo(StorageErrorCode.NOT_WRITTEN);
            assertThat(ask(writer, claimed(3).reads(1, docs)))
                    .isInstanceOf(TxResult.Committed.class);
        }
    }

    /// Indexing goes on as well: in the end all is folded, and what was to be excised is gone.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void indexingAndExcisionGoOnAfterASetback(int failing) {
        var options = WriterOptions.durable().withNovelty(50);
        var faulty = FaultyStorage.empty(memory, Fault.REFUSED, failing).times(2);
        try (SingleWriter writer = Writing.start(faulty, options)) {
            insist(writer, claimed(1));
            long entity = Calls.entity(writer, 1).orElseThrow();
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

    /// Nobody waits for an excision that was never requested.
    @Test
    void whatWasToBeExcisedByWhatWasLostStays() {
        var faulty = new FaultyStorage(memory.open("main"), Fault.REFUSED, 2, 1_000);
        try (SingleWriter writer = Writing.start(faulty, WriterOptions.durable())) {
            report(ask(writer, claimed(1)));
            long entity = Calls.entity(writer, 1).orElseThrow();
            TxRequest excision = request("[{:db/excise " + entity + "}]");
            assertThat(Calls.codeOf(ask(writer, excision))).isEqualTo(StorageErrorCode.NOT_WRITTEN);
            report(ask(writer, claimed(2)));
            assertThat(writer.excisedT()).isEqualTo(2);
            assertThat(writer.isExcised(2, Duration.ZERO)).isTrue();
            assertThat(Calls.entity(writer, 1)).hasValue(entity);
        }
    }
}
