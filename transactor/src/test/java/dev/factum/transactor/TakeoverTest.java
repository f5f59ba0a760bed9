package dev.factum.transactor;

import static dev.factum.transactor.Writing.ask;
import static dev.factum.transactor.Writing.commit;
import static dev.factum.transactor.Writing.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.DatabaseUri;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.Transactor;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Functions;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.log.LogCodec;
import dev.factum.storage.memory.MemoryService;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverTest {

    @TempDir private Path directory;

    /// Two that do not know of each other, as in two processes.
    @Test
    void whoOpensTheDatabaseShutsOutTheWriterBefore() {
        DatabaseUri uri = DatabaseUri.parse("factum:sqlite:" + directory.resolve("one.factum"));
        var here = new EmbeddedTransactors();
        var there = new EmbeddedTransactors();
        assertThat(here.create(uri)).isTrue();
        try (Transactor deposed = here.start(uri, Functions.none())) {
            commit(deposed, "[]");
            try (Transactor successor = there.start(uri, Functions.none())) {
                for (int attempt = 0; attempt < 3; attempt++) {
                    assertThat(ask(deposed, request("[]")))
                            .isInstanceOfSatisfying(
                                    TxResult.Rejected.class,
                                    rejected ->
                                            assertThat(rejected.error().code())
                                                    .isEqualTo(StorageErrorCode.WRITER_FENCED));
                }
                assertThat(deposed.database().basisT()).isEqualTo(1);
                assertThat(commit(successor, "[]").t()).isEqualTo(2);
                assertThat(successor.log(1, 9)).extracting(LogEntry::t).containsExactly(1L, 2L);
            }
        }
    }

    @Test
    void theStateIsWhatTheLogTells() {
        MemoryService memory = Writing.memory();
        try (SingleWriter writer = Writing.start(memory.open("main"), WriterOptions.durable())) {
            commit(writer, Writing.SCHEMA);
            commit(writer, "[{:key \"a\" :number 1} {:key \"b\" :number 2}]");
            commit(writer, "[{:key \"a\" :number 3} [:db/retract [:key \"b\"] :number 2]]");
        }
        try (SingleWriter next = Writing.start(memory.open("main"), WriterOptions.durable())) {
            var report = commit(next, "[{:key \"c\"}]");
            assertThat(report.t()).isEqualTo(4);
            assertThat(report.datoms()).hasSize(2);
            assertThat(commit(next, "[{:key \"a\" :number 3}]").datoms())
                    .as("nothing but its instant: the fact is there")
                    .hasSize(1);
        }
    }

    @Test
    void aDamagedLogIsNotOpened() {
        MemoryService memory = Writing.memory();
        Storage storage = memory.open("main");
        Bytes good = LogCodec.encode(new LogEntry(1, List.of(), null)).bytes();
        storage.append(0, List.of(new LogRecord(1, good), new LogRecord(2, good)));
        assertThatThrownBy(() -> Writing.start(storage, WriterOptions.durable()))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error -> assertThat(error.code()).isEqualTo(DbErrorCode.STORAGE_CORRUPT));
    }
}
