package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.database.State;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.tx.Replay;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.log.LogCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Becoming the writer of a database: first a higher epoch, which shuts out the writer before, then
/// the log, which cannot grow under us any more.
///
/// @param epoch under which to append
/// @param state the database as the log tells it
record Takeover(long epoch, State state) {

    private static final int ATTEMPTS = 16;

    /// @param owner who takes over, for people to read
    static Takeover of(Storage storage, String owner) {
        return new Takeover(nextEpoch(storage, owner), replay(storage));
    }

    private static long nextEpoch(Storage storage, String owner) {
        Bytes content = Bytes.of(owner.getBytes(StandardCharsets.UTF_8));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Storage.Root root = storage.root();
            long epoch = root.epoch() + 1;
            if (storage.compareAndSetRoot(root.revision(), epoch, content)) {
                return epoch;
            }
        }
        throw FactumError.of(
                DbErrorCode.TRANSACTOR_UNAVAILABLE,
                "Others keep taking this database over; only one process can write it");
    }

    private static State replay(Storage storage) {
        var replay = new Replay();
        List<LogRecord> page = storage.readLog(1);
        while (!page.isEmpty()) {
            for (LogRecord each : page) {
                LogEntry entry = LogCodec.decode(each);
                replay.add(entry.t(), entry.datoms());
            }
            page = storage.readLog(page.getLast().t() + 1);
        }
        return replay.state();
    }
}
