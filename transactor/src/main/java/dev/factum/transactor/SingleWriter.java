package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.connection.Transactor;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.query.QueryBudget;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.log.LogCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// The one writer of a database: a bounded queue, a thread that judges and applies, and a thread
/// that appends in groups.
///
/// User code runs on the thread that applies, under a budget of time. It may throw anything; it
/// cannot end the writer. A loop in it that never looks at its thread's interruption cannot be
/// stopped, and holds up everyone: run only code that you trust, or that comes with a budget of its
/// own. Safe to share between threads.
public final class SingleWriter implements Transactor {

    /// Queries stop when their thread is interrupted: the watchdog's way to end what runs too long.
    private static final QueryBudget INTERRUPTIBLE =
            QueryBudget.standard().withExpiry(() -> Thread.currentThread().isInterrupted());

    private static final Work LAST_WORK = new Work(TxRequest.of(List.of()), _ -> {});
    private static final Judged LAST_JUDGED =
            new Judged.Answered(_ -> {}, new TxResult.Duplicate(0));

    private final Storage storage;
    private final WriterOptions options;
    private final Runnable whenClosed;
    private final Subscribers subscribers = new Subscribers();
    private final Inbox<Work> waiting;
    private final Inbox<Judged> judged;
    private final GroupCommit commit;
    private final Judge judge;
    private final Watchdog watchdog;
    private final Thread applying;
    private final Thread logging;
    private volatile boolean closing;
    private volatile boolean ended;

    private SingleWriter(
            Storage storage,
            Takeover takeover,
            Functions functions,
            WriterOptions options,
            Runnable whenClosed) {
        Database durable =
                Database.of(
                        takeover.state(),
                        StandardEngine.with(functions, options.clock(), INTERRUPTIBLE));
        this.storage = storage;
        this.options = options;
        this.whenClosed = whenClosed;
        this.waiting = new Inbox<>(options.queue());
        this.judged = new Inbox<>(options.groupTransactions() * 2);
        this.commit = new GroupCommit(storage, takeover.epoch(), durable, subscribers);
        this.applying = Thread.ofPlatform().daemon().name("factum-apply").unstarted(this::applyAll);
        this.logging = Thread.ofPlatform().daemon().name("factum-log").unstarted(this::logAll);
        this.watchdog = new Watchdog(applying, options.codeBudget());
        this.judge = new Judge(durable, options, watchdog);
    }

    /// Becomes the writer of the database in `storage`, in place of whoever was it.
    ///
    /// @param owner who writes, for people who look at the root
    /// @param whenClosed what to let go of after the writer has ended; the storage is closed before
    public static SingleWriter start(
            Storage storage,
            String owner,
            Functions functions,
            WriterOptions options,
            Runnable whenClosed) {
        var writer =
                new SingleWriter(
                        storage, Takeover.of(storage, owner), functions, options, whenClosed);
        writer.applying.start();
        if (options.pipelined()) {
            writer.logging.start();
        }
        writer.watchdog.start();
        return writer;
    }

    // ---- what others ask

    @Override
    public void submit(TxRequest request, Consumer<TxResult> whenDone) {
        var work = new Work(Objects.requireNonNull(request, "request"), whenDone);
        FactumError broken = commit.failure();
        if (closing || broken != null) {
            whenDone.accept(
                    broken == null ? new TxResult.Rejected(closed()) : refused(work, broken));
            return;
        }
        if (!waiting.offer(work)) {
            whenDone.accept(
                    new TxResult.Rejected(
                            FactumError.of(
                                            DbErrorCode.TRANSACTOR_BUSY,
                                            "Too many transactions are waiting")
                                    .with("waiting", options.queue())));
        } else if (ended && waiting.withdraw(work)) {
            whenDone.accept(new TxResult.Rejected(closed()));
        }
    }

    @Override
    public Database database() {
        return commit.durable();
    }

    @Override
    public List<LogEntry> log(long from, long to) {
        long end = Math.min(to, database().nextT());
        long next = Math.max(from, 1);
        List<LogEntry> entries = new ArrayList<>();
        while (next < end) {
            List<LogRecord> page = storage.readLog(next);
            for (LogRecord each : page) {
                if (each.t() < end) {
                    entries.add(LogCodec.decode(each));
                }
            }
            if (page.isEmpty()) {
                throw FactumError.of(DbErrorCode.STORAGE_CORRUPT, "The log ends too early")
                        .with("expected", next);
            }
            next = page.getLast().t() + 1;
        }
        return entries;
    }

    @Override
    public Subscription subscribe(Consumer<LogEntry> listener) {
        return subscribers.add(listener);
    }

    @Override
    public void close() {
        synchronized (waiting) {
            if (closing) {
                return;
            }
            closing = true;
        }
        waiting.put(LAST_WORK);
        Uninterrupted.run(applying::join);
        Uninterrupted.run(logging::join);
        watchdog.close();
        storage.close();
        whenClosed.run();
    }

    private static FactumError closed() {
        return FactumError.of(DbErrorCode.TRANSACTOR_UNAVAILABLE, "The transactor has ended");
    }

    // ---- the thread that applies

    private void applyAll() {
        List<Work> next = new ArrayList<>();
        boolean last = false;
        while (!last) {
            next.clear();
            next.add(waiting.take());
            waiting.drainTo(next, options.groupTransactions() - 1);
            last = next.remove(LAST_WORK);
            apply(next);
        }
        ended = true;
        next.clear();
        waiting.drainTo(next, Integer.MAX_VALUE);
        next.forEach(work -> work.whenDone().accept(new TxResult.Rejected(closed())));
        if (options.pipelined()) {
            judged.put(LAST_JUDGED);
        }
    }

    private void apply(List<Work> work) {
        if (options.pipelined()) {
            for (Work each : work) {
                judged.put(judged(each));
            }
        } else if (!work.isEmpty()) {
            commit.commit(work.stream().map(this::judged).toList());
        }
    }

    private Judged judged(Work work) {
        FactumError broken = commit.failure();
        return broken == null
                ? judge.judge(work)
                : new Judged.Answered(work.whenDone(), refused(work, broken));
    }

    /// A request without a claim was surely not applied. One with a claim may have been, by an
    /// earlier request whose append failed, unless another writer had taken over by then.
    private static TxResult refused(Work work, FactumError broken) {
        boolean open =
                work.request().claim().isPresent()
                        && broken.code() != StorageErrorCode.WRITER_FENCED;
        return open
                ? new TxResult.Indeterminate(
                        FactumError.of(
                                DbErrorCode.TRANSACTION_TIMEOUT,
                                "Whether an earlier request with this claim became durable is not known",
                                broken))
                : new TxResult.Rejected(broken);
    }

    // ---- the thread that appends

    private void logAll() {
        List<Judged> group = new ArrayList<>();
        boolean last = false;
        while (!last) {
            group.clear();
            group.add(judged.take());
            fill(group);
            last = group.remove(LAST_JUDGED);
            commit.commit(group);
        }
    }

    private void fill(List<Judged> group) {
        long bytes = bytes(group.getFirst());
        while (group.size() < options.groupTransactions() && bytes < options.groupBytes()) {
            Judged next = judged.poll();
            if (next == null) {
                return;
            }
            group.add(next);
            bytes += bytes(next);
        }
    }

    private static long bytes(Judged judged) {
        return judged instanceof Judged.Applied applied ? applied.bytes().bytes().length() : 0;
    }
}
