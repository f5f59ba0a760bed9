package dev.factum.transactor;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.StorageErrors;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The end of the log, and what became of each append there, also if the storage did not say.
///
/// An append of unknown outcome is looked for in the log, and asked for again if it is not there:
/// the records continue the log, so of an append and its repetitions one is done at most, however
/// late the first one arrives. Used by one thread at a time; any may close it.
final class LogEnd {

    private static final System.Logger LOG = System.getLogger(LogEnd.class.getName());
    private static final long FIRST_REST_NANOS = 1_000_000;
    private static final long LONGEST_REST_NANOS = 250_000_000;

    /// What became of an append.
    sealed interface Outcome {

        /// It is durable.
        record Written() implements Outcome {}

        /// It was not done, and the log is as it was.
        record NotWritten(FactumError error) implements Outcome {}

        /// Nothing may be appended any more: another writer has taken over, and it was not done; or
        /// nobody knows whether it was.
        record Ended(FactumError error) implements Outcome {}
    }

    private final Storage storage;
    private final long epoch;
    private final Duration patience;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param patience for how long to look for what became of an append
    LogEnd(Storage storage, long epoch, Duration patience) {
        this.storage = storage;
        this.epoch = epoch;
        this.patience = patience;
    }

    Outcome append(List<LogRecord> records) {
        if (records.isEmpty()) {
            return new Outcome.Written();
        }
        try {
            storage.append(epoch, records);
            return new Outcome.Written();
        } catch (FactumError failed) {
            return outcome(records, failed);
        } catch (Throwable failed) { // whatever it is, the log is in an unknown state
            return found(records, failed);
        }
    }

    private Outcome outcome(List<LogRecord> records, FactumError failed) {
        if (failed.code() == StorageErrorCode.NOT_WRITTEN) {
            return new Outcome.NotWritten(failed);
        }
        if (failed.code() == StorageErrorCode.WRITER_FENCED) {
            return new Outcome.Ended(failed);
        }
        return failed.code() == DbErrorCode.STORAGE_UNAVAILABLE
                ? found(records, failed)
                : stopped(failed);
    }

    private Outcome found(List<LogRecord> records, Throwable failed) {
        LOG.log(Level.WARNING, "Whether an append was done is not known, the log is read", failed);
        long end = System.nanoTime() + patience.toNanos();
        long rest = FIRST_REST_NANOS;
        Throwable last = failed;
        do {
            try {
                return foundOrRepeated(records);
            } catch (FactumError again) {
                if (again.code() == StorageErrorCode.DISK_FAILED) {
                    return stopped(again);
                }
                last = again;
            } catch (Throwable again) { // the storage may do anything while it does not answer
                last = again;
            }
            rest = Math.min(rest * 2, LONGEST_REST_NANOS);
        } while (System.nanoTime() < end && !isClosedWithin(rest));
        return stopped(last);
    }

    /// The epoch is looked at first: if it is another one, nothing comes into the log any more that
    /// was asked for under this one, and what is not there then was not done.
    private Outcome foundOrRepeated(List<LogRecord> records) {
        long current = storage.root().epoch();
        if (!holds(records)) {
            if (current != epoch) {
                return new Outcome.Ended(StorageErrors.fenced(epoch, current));
            }
            storage.append(epoch, records);
        }
        return new Outcome.Written();
    }

    private boolean holds(List<LogRecord> records) {
        List<LogRecord> found = new ArrayList<>();
        List<LogRecord> page = rest(records, found);
        while (!page.isEmpty()) {
            found.addAll(page);
            page = rest(records, found);
        }
        if (!found.isEmpty() && !found.equals(records)) {
            throw StorageErrors.damaged("The log holds what its writer has not appended");
        }
        return !found.isEmpty();
    }

    private List<LogRecord> rest(List<LogRecord> records, List<LogRecord> found) {
        return storage.readLog(records.getFirst().t() + found.size(), records.getLast().t() + 1);
    }

    private boolean isClosedWithin(long nanos) {
        return Uninterrupted.call(() -> closed.await(nanos, TimeUnit.NANOSECONDS));
    }

    private static Outcome stopped(Throwable cause) {
        return new Outcome.Ended(
                FactumError.of(
                        DbErrorCode.WRITER_STOPPED,
                        "The writer has stopped, since it cannot know what the log holds",
                        cause));
    }

    /// Looks no longer for what is not found yet.
    void close() {
        closed.countDown();
    }
}
