package dev.factum.transactor;

import static dev.factum.transactor.Writing.ask;
import static dev.factum.transactor.Writing.commit;
import static dev.factum.transactor.Writing.report;
import static dev.factum.transactor.Writing.request;
import static dev.factum.transactor.Writing.startWithSchema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.storage.memory.MemoryService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

    private static WriterOptions options(boolean pipelined) {
        return pipelined ? WriterOptions.durable() : WriterOptions.inMemory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofAHundredWithTheSameKeyOneIsCommitted(boolean pipelined) throws Exception {
        try (SingleWriter writer = startWithSchema(options(pipelined));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = new CountDownLatch(1);
            List<Callable<TxResult>> callers = new ArrayList<>();
            for (int caller = 0; caller < 100; caller++) {
                TxRequest request = request("[[:db/add \"x\" :number " + caller + "]]");
                callers.add(() -> {
                    start.await();
                    return ask(writer, request.claim("the key"));
                });
            }
            List<Future<TxResult>> answers = callers.stream().map(threads::submit).toList();
            start.countDown();
            List<Long> committed = new ArrayList<>();
            List<Long> duplicates = new ArrayList<>();
            for (Future<TxResult> answer : answers) {
                switch (answer.get()) {
                    case TxResult.Committed(var report) -> committed.add(report.t());
                    case TxResult.Duplicate(long t) -> duplicates.add(t);
                    case TxResult other -> throw new AssertionError(other);
                }
            }
            assertThat(committed).hasSize(1);
            assertThat(duplicates).hasSize(99).containsOnly(committed.getFirst());
        }
    }

    @Test
    void claimsUpToATAreExcisedWholeAndYoungerOnesStay() {
        MemoryService memory = Writing.memory();
        try (SingleWriter writer = Writing.start(memory.open("main"), WriterOptions.durable())) {
            commit(writer, Writing.SCHEMA);
            for (String key : List.of("a", "b", "c")) {
                report(ask(writer, request("[[:db/add \"x\" :number 1]]").claim(key)));
            }
            long t =
                    commit(writer, "[{:db/excise :factum/claim :db.excise/beforeT 4}]")
                            .dbAfter()
                            .basisT();
            assertThat(writer.isExcised(t, Duration.ofSeconds(60))).isTrue();
            assertThat(writer.log(1, t).stream().flatMap(entry -> entry.datoms().stream()))
                    .filteredOn(datom -> datom.a() == Builtin.CLAIM)
                    .extracting(Datom::v)
                    .containsExactly("c");
            assertThat(ask(writer, request("[]").claim("c"))).isEqualTo(new TxResult.Duplicate(4));
        }
        try (SingleWriter next = Writing.start(memory.open("main"), WriterOptions.durable())) {
            assertThat(ask(next, request("[]").claim("c"))).isEqualTo(new TxResult.Duplicate(4));
            report(ask(next, request("[[:db/add \"x\" :number 2]]").claim("a")));
        }
    }

    @Test
    void aKeyIsRememberedByTheDatabaseItself() {
        MemoryService memory = Writing.memory();
        try (SingleWriter writer = Writing.start(memory.open("main"), WriterOptions.durable())) {
            commit(writer, Writing.SCHEMA);
            var report = report(ask(writer, request("[[:db/add \"x\" :number 1]]").claim("k")));
            assertThat(report.dbAfter().entid(List.of(Keyword.of("factum/claim"), "k")))
                    .hasValue(report.datoms().getFirst().tx());
        }
        try (SingleWriter next = Writing.start(memory.open("main"), WriterOptions.durable())) {
            assertThat(ask(next, request("[[:db/add \"x\" :number 2]]").claim("k")))
                    .isEqualTo(new TxResult.Duplicate(2));
        }
    }

    @Test
    void aRejectedRequestDoesNotUseItsKeyUp() {
        try (SingleWriter writer = startWithSchema(WriterOptions.inMemory())) {
            assertThat(ask(writer, request("[[:db/add \"x\" :unknown 1]]").claim("k")))
                    .isInstanceOf(TxResult.Rejected.class);
            assertThat(ask(writer, request("[]").claim("k")))
                    .isInstanceOf(TxResult.Committed.class);
        }
    }

    @Test
    void aDuplicateIsSeenBeforeAnythingElseIsJudged() {
        try (SingleWriter writer = startWithSchema(WriterOptions.inMemory())) {
            report(ask(writer, request("[]").claim("k")));
            TxRequest failing =
                    TxRequest.decidedAtWriter(_ -> {
                        throw new AssertionError("must not run");
                    });
            assertThat(ask(writer, failing.claim("k"))).isEqualTo(new TxResult.Duplicate(2));
        }
    }

    @Test
    void theAttachmentIsMadeFromTheReportAndKeptInTheLog() {
        try (SingleWriter writer = startWithSchema(WriterOptions.durable())) {
            report(
                    ask(
                            writer,
                            request("[[:db/add \"x\" :number 1]]")
                                    .attachment(report -> Bytes.of((byte) report.t()))));
            commit(writer, "[]");
            assertThat(writer.log(2, 4))
                    .extracting(entry -> String.valueOf(entry.attachment()))
                    .containsExactly("#bytes \"02\"", "null");
        }
    }
}
