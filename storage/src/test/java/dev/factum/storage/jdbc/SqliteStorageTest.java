package dev.factum.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.StorageContract;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.StorageService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteStorageTest extends StorageContract {

    @TempDir private Path directory;

    @Override
    protected StorageService newService() {
        return JdbcService.sqlite(directory.resolve("contract.factum"));
    }

    private static void refuses(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        FactumError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    private Path tampered(String name, String sql) throws SQLException {
        Path file = directory.resolve(name);
        try (JdbcService service = JdbcService.sqlite(file)) {
            service.create("main");
            Storage storage = service.open("main");
            storage.append(0, List.of(new LogRecord(1, Bytes.ofHex("01020304"))));
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
        return file;
    }

    @Test
    void whatWasWrittenIsThereAfterClosing() {
        Path file = directory.resolve("kept.factum");
        try (JdbcService service = JdbcService.sqlite(file)) {
            service.create("main");
            service.open("main").append(0, List.of(new LogRecord(1, Bytes.of((byte) 7))));
        }
        try (JdbcService service = JdbcService.sqlite(file)) {
            assertThat(service.open("main").readLog(1))
                    .containsExactly(new LogRecord(1, Bytes.of((byte) 7)));
        }
    }

    @Test
    void theFileIsWrittenForPowerLossToo() throws SQLException {
        Path file = directory.resolve("forced.factum");
        try (JdbcService service = JdbcService.sqlite(file)) {
            assertThat(service.list()).isEmpty();
            assertThat(directory.resolve("forced.factum-wal")).exists();
        }
        Session session = Sqlite.connect(file, Sqlite.FULL, new ReentrantLock());
        long synchronous =
                session.run(open -> open.query(rows -> rows.getLong(1), "PRAGMA synchronous"));
        session.close();
        assertThat(synchronous).as("2 is FULL").isEqualTo(2);
    }

    @Test
    void aSecondProcessOnTheFileFencesTheFirst() {
        Path file = directory.resolve("shared.factum");
        try (JdbcService first = JdbcService.sqlite(file);
                JdbcService second = JdbcService.sqlite(file)) {
            first.create("main");
            Storage deposed = first.open("main");
            Storage successor = second.open("main");
            deposed.compareAndSetRoot(0, 1, Bytes.of());
            successor.compareAndSetRoot(1, 2, Bytes.of());
            refuses(
                    StorageErrorCode.WRITER_FENCED,
                    () -> deposed.append(1, List.of(new LogRecord(1, Bytes.of()))));
        }
    }

    @Test
    void aFileOfALaterFormatIsRefused() throws SQLException {
        Path file = tampered("later.factum", "UPDATE factum_format SET version = 2");
        refuses(DbErrorCode.STORAGE_FORMAT, () -> JdbcService.sqlite(file));
    }

    @Test
    void aBatchThatWasCutOrGrewIsRefused() throws SQLException {
        for (String records :
                List.of("x'0000000401'", "x'7fffffff01'", "x'', last_t = 2", "x'00'")) {
            Path file =
                    tampered(
                            "cut" + records.hashCode() + ".factum",
                            "UPDATE factum_log SET records = " + records);
            try (JdbcService service = JdbcService.sqlite(file)) {
                Storage storage = service.open("main");
                refuses(DbErrorCode.STORAGE_CORRUPT, () -> storage.readLog(1));
            }
        }
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws Exception {
        Path file = directory.resolve("letter.txt");
        Files.writeString(file, "Dear reader, this is no database. ".repeat(100));
        refuses(DbErrorCode.STORAGE_CORRUPT, () -> JdbcService.sqlite(file));
    }

    @Test
    void anAppendForWhichThereIsNoRoomIsNotDone() {
        Path file = directory.resolve("small.factum");
        var lock = new ReentrantLock();
        try (Session writing = Sqlite.connect(file, Sqlite.FULL, lock);
                Session reading = Sqlite.connect(file, Sqlite.NORMAL, new ReentrantLock())) {
            Sqlite.prepare(writing);
            writing.run(session ->
                    session.update("INSERT INTO factum_database VALUES (1, 'main', 0, 0, x'')"));
            var storage = new JdbcStorage("main", 1, writing, writing, reading);
            var large = new LogRecord(1, Bytes.of(new byte[1_000_000]));
            limitPages(writing, 20);
            refuses(StorageErrorCode.NOT_WRITTEN, () -> storage.append(0, List.of(large)));
            assertThat(storage.lastT()).isZero();
            limitPages(writing, 100_000);
            storage.append(0, List.of(large));
            assertThat(storage.readLog(1)).containsExactly(large);
        }
    }

    private static void limitPages(Session session, int pages) {
        session.run(limited ->
                limited.query(
                        rows -> rows.next() ? rows.getLong(1) : 0,
                        "PRAGMA max_page_count = " + pages));
    }

    /// Errors of a disk cannot be had from a disk that works: what SQLite says of them is enough.
    @ParameterizedTest
    @CsvSource({"5, NOT_WRITTEN", "8, NOT_WRITTEN", "10, DISK_FAILED", "13, NOT_WRITTEN"})
    void whatSqliteSaysOfAWriteTellsWhetherItMayHaveBeenDone(int number, StorageErrorCode code) {
        var said = new SQLException("said", "", number);
        assertThat(Sqlite.writeError(said).code()).isEqualTo(code);
        assertThat(Sqlite.error(said).code()).isEqualTo(DbErrorCode.STORAGE_UNAVAILABLE);
    }

    @Test
    void otherFailuresOfAWriteLeaveItOpen() {
        var said = new SQLException("said", "", 1);
        assertThat(Sqlite.writeError(said).code()).isEqualTo(DbErrorCode.STORAGE_UNAVAILABLE);
    }

    @Test
    void aDirectoryThatIsNotThereIsSaidSo() {
        refuses(
                DbErrorCode.STORAGE_UNAVAILABLE,
                () -> JdbcService.sqlite(directory.resolve("nowhere/a.factum")));
    }
}
