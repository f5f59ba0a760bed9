package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.effect.Decision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Decisions from the log, and the last few of them from memory: the requests of one decision are
/// performed together, and a decision may have a thousand. Safe to share between threads; a
/// decision that several ask for at once is read once.
final class RecentDecisions {

    private static final int MOST = 32;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Long, CompletableFuture<Decision>> recent =
            new LinkedHashMap<>(MOST, 0.75f, true);

    RecentDecisions(Connection connection) {
        this.connection = connection;
    }

    /// The decision of a transaction.
    ///
    /// @throws FactumError `:factum.machine/unreadable-decision` if it has none,
    ///   `:db.error/storage-unavailable` if the log cannot be read
    Decision at(long t) {
        var mine = new CompletableFuture<Decision>();
        CompletableFuture<Decision> present = putIfAbsent(t, mine);
        if (present != null) {
            return joined(present);
        }
        try {
            mine.complete(Decision.at(entry(t)));
        } catch (Throwable failed) { // whoever wants it next reads it again
            forget(t, mine);
            mine.completeExceptionally(failed);
        }
        return joined(mine);
    }

    private @Nullable CompletableFuture<Decision> putIfAbsent(
            long t, CompletableFuture<Decision> mine) {
        lock.lock();
        try {
            CompletableFuture<Decision> present = recent.get(t);
            if (present == null) {
                recent.put(t, mine);
                if (recent.size() > MOST) {
                    recent.pollFirstEntry();
                }
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    private void forget(long t, CompletableFuture<Decision> failed) {
        lock.lock();
        try {
            recent.remove(t, failed);
        } finally {
            lock.unlock();
        }
    }

    private static Decision joined(CompletableFuture<Decision> present) {
        try {
            return present.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof FactumError error ? error : failed;
        }
    }

    private LogEntry entry(long t) {
        List<LogEntry> entries = connection.log(t, t + 1);
        if (entries.isEmpty()) {
            throw gone(t);
        }
        return entries.getFirst();
    }

    private static FactumError gone(long t) {
        return FactumError.of(
                        DbErrorCode.STORAGE_UNAVAILABLE, "The log did not give this transaction")
                .with("t", t);
    }
}
