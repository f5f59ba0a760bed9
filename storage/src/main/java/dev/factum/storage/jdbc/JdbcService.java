package dev.factum.storage.jdbc;

import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrors;
import dev.factum.storage.StorageService;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The databases in one SQLite file: two connections that write, behind one lock, and one that
/// reads. One writes durably; the other fills in blobs, which need not be durable at once. Safe to
/// share between threads; other processes may have the same file open.
public final class JdbcService implements StorageService {

    private final Session writing;
    private final Session filling;
    private final Session reading;

    private JdbcService(Session writing, Session filling, Session reading) {
        this.writing = writing;
        this.filling = filling;
        this.reading = reading;
    }

    /// Opens an SQLite file, and creates it if there is none.
    ///
    /// @throws dev.factum.facts.error.FactumError `:db.error/storage-format` if a later version of
    ///   Factum wrote it; `:db.error/storage-corrupt` if it is damaged or something else;
    ///   `:db.error/storage-unavailable` if it cannot be opened
    public static JdbcService sqlite(Path file) {
        var lock = new ReentrantLock();
        Session writing = Sqlite.connect(file, Sqlite.FULL, lock);
        try {
            Sqlite.prepare(writing);
            return new JdbcService(
                    writing,
                    Sqlite.connect(file, Sqlite.NORMAL, lock),
                    Sqlite.connect(file, Sqlite.NORMAL, new ReentrantLock()));
        } catch (RuntimeException problem) {
            writing.close();
            throw problem;
        }
    }

    @Override
    public boolean create(String database) {
        return writing.run(session ->
                session.update(
                                """
                                INSERT INTO factum_database (name, revision, epoch, content)
                                SELECT ?, 0, 0, x''
                                WHERE NOT EXISTS (SELECT 1 FROM factum_database WHERE name = ?)\
                                """,
                                database,
                                database)
                        == 1);
    }

    @Override
    public boolean delete(String database) {
        return writing.runAtomically(session -> {
            for (long id : ids(session, database)) {
                session.update("DELETE FROM factum_log WHERE database = ?", id);
                session.update("DELETE FROM factum_blob WHERE database = ?", id);
            }
            return session.update("DELETE FROM factum_database WHERE name = ?", database) == 1;
        });
    }

    @Override
    public List<String> list() {
        return reading.run(session ->
                session.query(
                        rows -> {
                            List<String> names = new ArrayList<>();
                            while (rows.next()) {
                                names.add(rows.getString(1));
                            }
                            return names;
                        },
                        "SELECT name FROM factum_database ORDER BY name"));
    }

    @Override
    public Storage open(String database) {
        List<Long> ids = reading.run(session -> ids(session, database));
        if (ids.isEmpty()) {
            throw StorageErrors.notFound(database);
        }
        return new JdbcStorage(database, ids.getFirst(), writing, filling, reading);
    }

    private static List<Long> ids(Session session, String database) throws SQLException {
        return session.query(
                rows -> rows.next() ? List.of(rows.getLong(1)) : List.of(),
                "SELECT id FROM factum_database WHERE name = ?",
                database);
    }

    @Override
    public void close() {
        try (writing;
                filling) {
            reading.close();
        }
    }
}
