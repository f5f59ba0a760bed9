package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.StorageErrorCode;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Appends what was judged in groups, makes durable databases known, and answers.
///
/// After a failed append nobody knows what the log holds: from then on nothing is appended any
/// more, and every answer that is not given yet says so. [#commit] belongs to one thread; what it
/// makes known can be read by all.
final class GroupCommit {

    private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());

    private final Storage storage;
    private final long epoch;
    private final Subscribers subscribers;
    private volatile Database durable;
    private volatile @Nullable FactumError failure;

    GroupCommit(Storage storage, long epoch, Database durable, Subscribers subscribers) {
        this.storage = storage;
        this.epoch = epoch;
        this.durable = durable;
        this.subscribers = subscribers;
    }

    Database durable() {
        return durable;
    }

    /// Why nothing can be committed any more, or null.
    @Nullable FactumError failure() {
        return failure;
    }

    void commit(List<Judged> group) {
        FactumError broken = failure;
        if (broken == null) {
            broken = append(group);
            failure = broken;
        }
        if (broken == null) {
            publish(group);
        }
        for (Judged judged : group) {
            tell(judged, broken);
        }
    }

    private static void tell(Judged judged, @Nullable FactumError broken) {
        try {
            switch (judged) {
                case Judged.Reply reply ->
                        reply.whenDone()
                                .accept(
                                        broken == null
                                                ? reply.answer()
                                                : answerAfterFailure(reply, broken));
                case Judged.Reindexed(var whenDurable, Database after) ->
                        whenDurable.accept(broken == null ? after.state() : null);
            }
        } catch (Throwable failed) { // must not end the writer
            LOG.log(Level.ERROR, "One who waited for an answer failed to take it", failed);
        }
    }

    private @Nullable FactumError append(List<Judged> group) {
        List<LogRecord> records = new ArrayList<>(group.size());
        for (Judged judged : group) {
            if (judged instanceof Judged.Applied applied) {
                records.add(applied.bytes());
            }
        }
        try {
            if (!records.isEmpty()) {
                storage.append(epoch, records);
            }
            return null;
        } catch (FactumError refused) {
            return refused;
        } catch (Throwable failed) { // whatever it is, the log is in an unknown state
            return FactumError.of(
                    DbErrorCode.STORAGE_UNAVAILABLE, "The storage does not answer", failed);
        }
    }

    private void publish(List<Judged> group) {
        Database latest = durable;
        for (Judged judged : group) {
            switch (judged) {
                case Judged.Applied applied -> latest = applied.after();
                case Judged.Reindexed reindexed -> latest = reindexed.after();
                case Judged.Answered _ -> {}
            }
        }
        durable = latest;
        for (Judged judged : group) {
            if (judged instanceof Judged.Applied(_, _, _, LogEntry entry, _)) {
                subscribers.tell(entry);
            }
        }
    }

    /// A fenced append was not done, so its transactions were rejected for certain; otherwise they
    /// may be in the log.
    private static TxResult answerAfterFailure(Judged.Reply judged, FactumError broken) {
        return switch (judged) {
            case Judged.Applied _ when broken.code() != StorageErrorCode.WRITER_FENCED ->
                    new TxResult.Indeterminate(
                            FactumError.of(
                                    DbErrorCode.TRANSACTION_TIMEOUT,
                                    "Whether the transaction became durable is not known",
                                    broken));
            case Judged.Applied _, Judged.Answered _ -> new TxResult.Rejected(broken);
        };
    }
}
