package dev.factum.storage.jdbc;

import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.StorageErrors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Puts records in the place of others, batch by batch, in a transaction that is open. Belongs to
/// one thread.
final class LogRewriting {

    private final Session session;
    private final long id;

    /// @param id of the database
    LogRewriting(Session session, long id) {
        this.session = session;
        this.id = id;
    }

    /// A row of the log.
    private record Batch(long firstT, long lastT, List<LogRecord> records) {}

    /// How many batches were changed.
    int apply(List<LogRecord> records) throws SQLException {
        var left = new TreeMap<Long, LogRecord>();
        records.forEach(each -> left.put(each.t(), each));
        int batches = 0;
        while (!left.isEmpty()) {
            long first = left.firstKey();
            Batch batch =
                    session.query(
                                    LogRewriting::batch,
                                    """
                                    SELECT first_t, last_t, records FROM factum_log
                                    WHERE database = ? AND last_t >= ? ORDER BY last_t LIMIT 1\
                                    """,
                                    id,
                                    first)
                            .filter(found -> found.firstT() <= first)
                            .orElseThrow(() -> StorageErrors.notInLog(first));
            Map<Long, LogRecord> own = left.headMap(batch.lastT(), true);
            rewrite(batch, own);
            own.clear();
            batches++;
        }
        return batches;
    }

    private static Optional<Batch> batch(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        long firstT = rows.getLong(1);
        long lastT = rows.getLong(2);
        return Optional.of(
                new Batch(firstT, lastT, LogBatch.split(firstT, lastT, rows.getBytes(3))));
    }

    private void rewrite(Batch batch, Map<Long, LogRecord> changed) throws SQLException {
        List<LogRecord> after = new ArrayList<>();
        for (LogRecord each : batch.records()) {
            after.add(changed.getOrDefault(each.t(), each));
        }
        session.update(
                "UPDATE factum_log SET records = ? WHERE database = ? AND last_t = ?",
                LogBatch.join(after),
                id,
                batch.lastT());
    }
}
