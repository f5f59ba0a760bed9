package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.effect.Decision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Decisions from the log, and the last few of them from memory: the requests of one decision are
/// performed together, and those of one time one after the other.
///
/// Whoever reads forward is given what comes next as well, as operating systems read files ahead.
/// Safe to share between threads.
final class RecentDecisions {

    private static final long MOST_BYTES = 8 << 20;
    private static final int AHEAD = 128;
    private static final int NEAR = 2 * AHEAD;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Long, Kept> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long lastRead;

    /// A decision that was read, and how many bytes it takes in the log.
    private record Kept(Decision decision, long size) {}

    RecentDecisions(Connection connection) {
        this.connection = connection;
    }

    /// The decision of a transaction. Of several that ask for what has to be read, one reads and
    /// the others wait.
    ///
    /// @throws FactumError `:factum.machine/unreadable-decision` if it has none,
    ///   `:db.error/storage-unavailable` if the log cannot be read
    Decision at(long t) {
        lock.lock();
        try {
            Kept kept = recent.get(t);
            return kept != null ? kept.decision : read(t);
        } finally {
            lock.unlock();
        }
    }

    private Decision read(long t) {
        boolean isForward = t > lastRead && t - lastRead <= NEAR;
        lastRead = t;
        List<LogEntry> entries = connection.log(t, isForward ? t + AHEAD : t + 1);
        if (entries.isEmpty()) {
            throw FactumError.of(
                            DbErrorCode.STORAGE_UNAVAILABLE,
                            "The log did not give this transaction")
                    .with("t", t);
        }
        Decision wanted = Decision.at(entries.getFirst());
        entries.reversed().forEach(this::keep);
        return wanted;
    }

    /// What cannot be read is the concern of whoever wants it.
    private void keep(LogEntry entry) {
        Optional<Decision> decision = readable(entry);
        if (decision.isPresent() && !decision.get().requests().isEmpty()) {
            var kept = new Kept(decision.get(), size(entry));
            forget(recent.put(entry.t(), kept));
            bytes += kept.size;
            while (bytes > MOST_BYTES && recent.size() > 1) {
                forget(recent.pollFirstEntry().getValue());
            }
        }
    }

    private void forget(@Nullable Kept kept) {
        bytes -= kept == null ? 0 : kept.size;
    }

    private static Optional<Decision> readable(LogEntry entry) {
        try {
            return Decision.in(entry);
        } catch (FactumError unreadable) {
            return Optional.empty();
        }
    }

    private static long size(LogEntry entry) {
        return entry.attachment() == null ? 0 : entry.attachment().length();
    }
}
