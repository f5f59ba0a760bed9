package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.storage.Storage.LogRecord;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Appends what was judged in groups, makes durable databases known, and answers.
///
/// After an append that was not done, a *setback*, everything that was judged after it is refused
/// as well, because it may rest on what was not appended, until [Judged.Resumed] comes: from there
/// on it was judged on what is durable. After an append of which nobody knows whether it was done,
/// nothing is appended any more. [#commit] belongs to one thread at a time; what it makes known can
/// be read by all.
final class GroupCommit {

    private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());

    private final LogEnd log;
    private final WriterOptions options;
    private final Consumer<LogEntry> beforeKnown;
    private final Subscribers subscribers;
    private final AtomicInteger setbacks = new AtomicInteger();
    private @Nullable FactumError setback;
    private boolean isFailing;
    private volatile Database durable;
    private volatile @Nullable FactumError failure;

    /// @param beforeKnown hears of each transaction that is durable, before anybody else
    GroupCommit(
            LogEnd log,
            Database durable,
            WriterOptions options,
            Consumer<LogEntry> beforeKnown,
            Subscribers subscribers) {
        this.log = log;
        this.durable = durable;
        this.options = options;
        this.beforeKnown = beforeKnown;
        this.subscribers = subscribers;
    }

    Database durable() {
        return durable;
    }

    /// How many appends were not done. When there is one more, [#durable] is what there is to go on
    /// from, and stays so until it is gone on from there.
    int setbacks() {
        return setbacks.get();
    }

    /// Why nothing can be committed any more, or null.
    @Nullable FactumError failure() {
        return failure;
    }

    /// Commits as many of those that wait as make one group.
    void commitNext(Inbox<Judged> judged) {
        List<Judged> group = new ArrayList<>();
        long bytes = 0;
        while (group.size() < options.groupTransactions() && bytes < options.groupBytes()) {
            Judged next = judged.poll();
            if (next == null) {
                break;
            }
            group.add(next);
            bytes += next instanceof Judged.Applied applied ? applied.bytes().bytes().length() : 0;
        }
        commit(group);
    }

    void commit(List<Judged> judged) {
        List<Judged> group = setback == null && failure == null ? judged : admitted(judged);
        switch (log.append(records(group))) {
            case LogEnd.Outcome.Written _ -> {
                isFailing = false;
                publish(group);
                group.forEach(each -> tell(each, null, false));
            }
            case LogEnd.Outcome.NotWritten(FactumError error) -> {
                Level level = isFailing ? Level.DEBUG : Level.WARNING; // told once, not each time
                LOG.log(level, "A group was not appended, and its callers are told", error);
                isFailing = true;
                setback = error;
                setbacks.incrementAndGet();
                group.forEach(each -> tell(each, error, false));
            }
            case LogEnd.Outcome.Ended(FactumError error) -> {
                LOG.log(Level.ERROR, "Nothing is written any more", error);
                failure = error;
                boolean isOpen = error.code() == DbErrorCode.WRITER_STOPPED;
                group.forEach(each -> tell(each, error, isOpen));
            }
        }
    }

    /// What is left after those are refused that cannot be appended because of what came before.
    private List<Judged> admitted(List<Judged> judged) {
        List<Judged> admitted = new ArrayList<>();
        for (Judged each : judged) {
            FactumError refusal = failure == null ? setback : failure;
            if (each instanceof Judged.Resumed) {
                setback = null;
            } else if (refusal == null) {
                admitted.add(each);
            } else {
                tell(each, refusal, false);
            }
        }
        return admitted;
    }

    private static List<LogRecord> records(List<Judged> group) {
        List<LogRecord> records = new ArrayList<>(group.size());
        for (Judged judged : group) {
            if (judged instanceof Judged.Applied applied) {
                records.add(applied.bytes());
            }
        }
        return records;
    }

    private void publish(List<Judged> group) {
        Database latest = durable;
        for (Judged judged : group) {
            switch (judged) {
                case Judged.Applied applied -> {
                    beforeKnown.accept(applied.entry());
                    latest = applied.after();
                }
                case Judged.Reindexed reindexed -> latest = reindexed.after();
                case Judged.Answered _, Judged.Resumed _ -> {}
            }
        }
        durable = latest;
        for (Judged judged : group) {
            if (judged instanceof Judged.Applied(_, _, _, LogEntry entry, _)) {
                subscribers.tell(entry);
            }
        }
    }

    /// @param error why it was not appended for certain, or null if it is durable
    /// @param isOpen true if a transaction may be in the log all the same
    private static void tell(Judged judged, @Nullable FactumError error, boolean isOpen) {
        try {
            switch (judged) {
                case Judged.Reply reply ->
                        reply.whenDone()
                                .accept(
                                        error == null
                                                ? reply.answer()
                                                : refusal(reply, error, isOpen));
                case Judged.Reindexed(var whenDurable, Database after) ->
                        whenDurable.accept(error == null ? after.state() : null);
                case Judged.Resumed _ -> {}
            }
        } catch (Throwable failed) { // must not end the writer
            LOG.log(Level.ERROR, "One who waited for an answer failed to take it", failed);
        }
    }

    private static TxResult refusal(Judged.Reply judged, FactumError error, boolean isOpen) {
        return switch (judged) {
            case Judged.Applied _ when isOpen ->
                    new TxResult.Indeterminate(
                            FactumError.of(
                                    DbErrorCode.TRANSACTION_TIMEOUT,
                                    "Whether the transaction became durable is not known",
                                    error));
            case Judged.Applied _, Judged.Answered _ -> new TxResult.Rejected(error);
        };
    }
}
