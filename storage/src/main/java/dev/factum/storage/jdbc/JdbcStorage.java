package dev.factum.storage.jdbc;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One database in relational tables. Each write is one statement, so it needs no transaction
/// around it: the same statement checks the epoch.
final class JdbcStorage implements Storage {

    /// A page of the log ends when it has this many bytes.
    private static final long PAGE_BYTES = 4L << 20;

    private static final String LAST_T =
            "SELECT coalesce(max(last_t), 0) FROM factum_log WHERE database = ?";

    private final String name;
    private final long id;
    private final Session writing;
    private final Session filling;
    private final Session reading;
    private volatile boolean closed;

    /// @param writing commits durably
    /// @param filling commits what becomes durable with the next durable commit
    JdbcStorage(String name, long id, Session writing, Session filling, Session reading) {
        this.name = name;
        this.id = id;
        this.writing = writing;
        this.filling = filling;
        this.reading = reading;
    }

    // ---- log

    @Override
    public void append(long epoch, List<LogRecord> records) {
        requireOpen();
        if (records.isEmpty()) {
            return;
        }
        long first = records.getFirst().t();
        for (int index = 0; index < records.size(); index++) {
            if (records.get(index).t() != first + index) {
                throw StorageErrors.notContinued(first + index, records.get(index).t());
            }
        }
        int written =
                writing.write(session ->
                        session.update(
                                """
                                INSERT INTO factum_log (database, last_t, first_t, records)
                                SELECT ?, ?, ?, ?
                                WHERE EXISTS
                                    (SELECT 1 FROM factum_database WHERE id = ? AND epoch = ?)
                                  AND (SELECT coalesce(max(last_t), 0)
                                       FROM factum_log WHERE database = ?) = ?\
                                """,
                                id,
                                first + records.size() - 1,
                                first,
                                LogBatch.join(records),
                                id,
                                epoch,
                                id,
                                first - 1));
        if (written != 1) {
            throw refusal(epoch, first);
        }
    }

    private FactumError refusal(long epoch, long first) {
        Root current = root();
        return current.epoch() == epoch
                ? StorageErrors.notContinued(lastT() + 1, first)
                : StorageErrors.fenced(epoch, current.epoch());
    }

    @Override
    public void rewrite(long epoch, List<LogRecord> records) {
        requireOpen();
        writing.runAtomically(session -> {
            requireEpoch(session, epoch);
            return new LogRewriting(session, id).apply(records);
        });
    }

    private void requireEpoch(Session session, long epoch) throws SQLException {
        long current =
                session.query(
                        rows -> rows.next() ? rows.getLong(1) : -1,
                        "SELECT epoch FROM factum_database WHERE id = ?",
                        id);
        if (current < 0) {
            throw StorageErrors.deleted(name);
        }
        if (current != epoch) {
            throw StorageErrors.fenced(epoch, current);
        }
    }

    @Override
    public List<LogRecord> readLog(long from, long to) {
        root();
        return reading.run(session ->
                session.query(
                        rows -> page(rows, from, to),
                        """
                        SELECT first_t, last_t, records FROM factum_log
                        WHERE database = ? AND last_t >= ? ORDER BY last_t\
                        """,
                        id,
                        from));
    }

    /// Reading ends where it is asked to, not where the answer would: the rows after that are never
    /// fetched.
    private static List<LogRecord> page(ResultSet rows, long from, long to) throws SQLException {
        List<LogRecord> page = new ArrayList<>();
        long bytes = 0;
        long next = from;
        while (next < to && bytes < PAGE_BYTES && rows.next()) {
            byte[] records = rows.getBytes(3);
            bytes += records.length;
            page.addAll(LogBatch.split(rows.getLong(1), rows.getLong(2), records));
            next = rows.getLong(2) + 1;
        }
        page.removeIf(each -> each.t() < from || each.t() >= to);
        return page;
    }

    @Override
    public long lastT() {
        root();
        return reading.run(
                session -> session.query(rows -> rows.next() ? rows.getLong(1) : 0, LAST_T, id));
    }

    // ---- root

    @Override
    public Root root() {
        requireOpen();
        Optional<Root> found =
                reading.run(session ->
                        session.query(
                                JdbcStorage::root,
                                "SELECT revision, epoch, content FROM factum_database WHERE id = ?",
                                id));
        return found.orElseThrow(() -> StorageErrors.deleted(name));
    }

    private static Optional<Root> root(ResultSet rows) throws SQLException {
        return rows.next()
                ? Optional.of(
                        new Root(rows.getLong(1), rows.getLong(2), Bytes.of(rows.getBytes(3))))
                : Optional.empty();
    }

    @Override
    public boolean compareAndSetRoot(long revision, long epoch, Bytes content) {
        requireOpen();
        int written =
                writing.run(session ->
                        session.update(
                                """
                                UPDATE factum_database
                                SET revision = revision + 1, epoch = ?, content = ?
                                WHERE id = ? AND revision = ? AND epoch <= ?\
                                """,
                                epoch,
                                content.toArray(),
                                id,
                                revision,
                                epoch));
        if (written == 1) {
            return true;
        }
        Root current = root();
        if (current.epoch() > epoch) {
            throw StorageErrors.fenced(epoch, current.epoch());
        }
        return false;
    }

    // ---- blobs

    @Override
    public void putBlobs(Map<String, Bytes> blobs) {
        requireOpen();
        int written =
                filling.runAtomically(session -> {
                    int rows = 0;
                    for (Map.Entry<String, Bytes> blob : blobs.entrySet()) {
                        rows += put(session, blob.getKey(), blob.getValue());
                    }
                    return rows;
                });
        if (written != blobs.size()) {
            throw StorageErrors.deleted(name);
        }
    }

    private int put(Session session, String key, Bytes content) throws SQLException {
        return session.update(
                """
                INSERT INTO factum_blob (database, key, content)
                SELECT id, ?, ? FROM factum_database WHERE id = ?
                ON CONFLICT (database, key) DO UPDATE SET content = excluded.content\
                """,
                key,
                content.toArray(),
                id);
    }

    @Override
    public Optional<Bytes> getBlob(String key) {
        requireOpen();
        Optional<Bytes> found =
                reading.run(session ->
                        session.query(
                                rows ->
                                        rows.next()
                                                ? Optional.of(Bytes.of(rows.getBytes(1)))
                                                : Optional.empty(),
                                "SELECT content FROM factum_blob WHERE database = ? AND key = ?",
                                id,
                                key));
        if (found.isEmpty()) {
            root();
        }
        return found;
    }

    @Override
    public int deleteBlobs(Collection<String> keys) {
        root();
        return filling.runAtomically(session -> {
            int deleted = 0;
            for (String key : keys) {
                deleted +=
                        session.update(
                                "DELETE FROM factum_blob WHERE database = ? AND key = ?", id, key);
            }
            return deleted;
        });
    }

    @Override
    public List<String> listBlobs(String prefix) {
        root();
        return reading.run(session ->
                session.query(
                        rows -> {
                            List<String> keys = new ArrayList<>();
                            while (rows.next()) {
                                keys.add(rows.getString(1));
                            }
                            return keys;
                        },
                        """
                        SELECT key FROM factum_blob
                        WHERE database = ? AND key >= ? AND substr(key, 1, length(?)) = ?
                        ORDER BY key\
                        """,
                        id,
                        prefix,
                        prefix,
                        prefix));
    }

    @Override
    public void expunge() {
        requireOpen();
        writing.run(Sqlite::emptyWriteAheadLog);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw StorageErrors.closed();
        }
    }
}
