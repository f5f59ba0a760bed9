package dev.factum.storage.jdbc;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.storage.StorageErrors;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// What is particular to SQLite: its URL, its tables, and what its error numbers mean.
final class Sqlite {

    static final long FORMAT = 1;

    /// A write waits this long for another process before it fails.
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NO_MEMORY = 7;
    private static final int READ_ONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL_DISK = 13;
    private static final int NOT_A_DATABASE = 26;

    /// STRICT has SQLite refuse values of the wrong type; ids that AUTOINCREMENT gives are never
    /// given again, so that whoever still writes to a deleted database finds it gone.
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS factum_format (version INTEGER NOT NULL) STRICT",
                    """
                    CREATE TABLE IF NOT EXISTS factum_database (
                      id INTEGER PRIMARY KEY AUTOINCREMENT,
                      name TEXT NOT NULL UNIQUE,
                      revision INTEGER NOT NULL,
                      epoch INTEGER NOT NULL,
                      content BLOB NOT NULL) STRICT\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS factum_log (
                      database INTEGER NOT NULL,
                      last_t INTEGER NOT NULL,
                      first_t INTEGER NOT NULL,
                      records BLOB NOT NULL,
                      PRIMARY KEY (database, last_t)) STRICT, WITHOUT ROWID\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS factum_blob (
                      database INTEGER NOT NULL,
                      key TEXT NOT NULL,
                      content BLOB NOT NULL,
                      PRIMARY KEY (database, key)) STRICT\
                    """);

    /// What was deleted or replaced is not to be found in the database's file any more; in the
    /// write-ahead log beside it only after [#emptyWriteAheadLog].
    private static final String OVERWRITE = "PRAGMA secure_delete = ON";

    /// Commits are on disk when they return.
    static final String FULL = "FULL";

    /// Commits are on disk when a later commit of a [#FULL] connection returns: all of them are
    /// appended to one write-ahead log, which that commit forces.
    static final String NORMAL = "NORMAL";

    private Sqlite() {}

    /// Writes all of the write-ahead log into the database, and makes it empty.
    static boolean emptyWriteAheadLog(Session session) throws SQLException {
        boolean isBusy =
                session.query(
                        rows -> rows.next() && rows.getInt(1) != 0,
                        "PRAGMA wal_checkpoint(TRUNCATE)");
        if (isBusy) {
            throw FactumError.of(
                    DbErrorCode.STORAGE_UNAVAILABLE,
                    "Others read for so long that the write-ahead log cannot be made empty");
        }
        return true;
    }

    /// A connection behind a lock.
    ///
    /// @param synchronous [#FULL] or [#NORMAL]
    static Session connect(Path file, String synchronous, ReentrantLock lock) {
        String url =
                "jdbc:sqlite:"
                        + file
                        + "?journal_mode=WAL&transaction_mode=IMMEDIATE&synchronous="
                        + synchronous
                        + "&busy_timeout="
                        + BUSY_TIMEOUT_MILLIS;
        try {
            Connection connection = DriverManager.getConnection(url);
            try (Statement statement = connection.createStatement()) {
                statement.execute(OVERWRITE);
            }
            return new Session(connection, lock);
        } catch (SQLException problem) {
            throw error(problem).with("file", file.toString());
        }
    }

    /// Creates the tables if there are none, and refuses a file of a later format untouched.
    static void prepare(Session session) {
        boolean known =
                session.run(prepared ->
                        prepared.query(
                                rows -> rows.next() && rows.getLong(1) > 0,
                                "SELECT count(*) FROM sqlite_schema WHERE name = 'factum_format'"));
        if (!known) {
            session.runAtomically(Sqlite::createTables);
        }
        long version =
                session.run(prepared ->
                        prepared.query(
                                rows -> rows.next() ? rows.getLong(1) : 0,
                                "SELECT max(version) FROM factum_format"));
        if (version != FORMAT) {
            throw FactumError.of(
                            DbErrorCode.STORAGE_FORMAT,
                            "The file was written by another version of Factum")
                    .with("format", version)
                    .with("supported", FORMAT);
        }
    }

    private static int createTables(Session session) throws SQLException {
        for (String table : TABLES) {
            session.update(table);
        }
        return session.update(
                "INSERT INTO factum_format SELECT ? WHERE NOT EXISTS (SELECT 1 FROM factum_format)",
                FORMAT);
    }

    /// What the failure of a statement means that writes and is a transaction of its own: SQLite
    /// rolls it back unless the disk itself is at fault.
    ///
    /// A disk that has failed once is not asked again: the system may have dropped what it could
    /// not write, earlier commits of [#NORMAL] connections included, and the next commit would be
    /// forced without it (Rebello et al., *Can Applications Recover from fsync Failures?*, 2020).
    static FactumError writeError(SQLException problem) {
        return switch (number(problem)) {
            case FULL_DISK -> StorageErrors.notWritten("There is no room on the disk", problem);
            case BUSY, LOCKED ->
                    StorageErrors.notWritten("Others are writing to the file", problem);
            case NO_MEMORY, READ_ONLY ->
                    StorageErrors.notWritten("The file cannot be written now", problem);
            case IO_ERROR -> StorageErrors.diskFailed(problem);
            default -> error(problem);
        };
    }

    /// The low byte of SQLite's error number says what is wrong.
    private static int number(SQLException problem) {
        return problem.getErrorCode() & 0xff;
    }

    static FactumError error(SQLException problem) {
        int number = number(problem);
        boolean damaged = number == CORRUPT || number == NOT_A_DATABASE;
        return FactumError.of(
                        damaged ? DbErrorCode.STORAGE_CORRUPT : DbErrorCode.STORAGE_UNAVAILABLE,
                        damaged ? "The file is damaged" : "The storage does not answer",
                        problem)
                .with("cause", String.valueOf(problem.getMessage()));
    }
}
