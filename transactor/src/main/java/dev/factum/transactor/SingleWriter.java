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
import dev.factum.facts.tx.Excision;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.log.LogCodec;
import dev.factum.storage.segment.NodeStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The one writer of a database: a desk where requests are judged and applied one after the other,
/// and behind it a desk where what was applied is appended in groups.
///
/// User code runs on whichever thread applies, its caller's, another caller's or the writer's own,
/// under a budget of time. It may throw anything; it cannot end the writer. A loop in it that never
/// looks at its thread's interruption cannot be stopped, and holds up everyone: run only code that
/// you trust, or that comes with a budget of its own. Safe to share between threads.
public final class SingleWriter implements Transactor {

    /// Queries stop when their thread is interrupted: the watchdog's way to end what runs too long.
    private static final QueryBudget INTERRUPTIBLE =
            QueryBudget.forHeap(Runtime.getRuntime().maxMemory())
                    .withCancellation(() -> Thread.currentThread().isInterrupted());

    /// How long a caller's thread judges for others, once it has begun to.
    private static final long LENT_NANOS = 200_000;

    /// How long one who waits in memory looks for the answer, and for a free desk, before it parks.
    /// It lets others run meanwhile.
    private static final long SPIN_NANOS =
            Runtime.getRuntime().availableProcessors() > 1 ? 200_000 : 0;

    private final Storage storage;
    private final WriterOptions options;
    private final Runnable whenClosed;
    private final Subscribers subscribers = new Subscribers();
    private final Desk<Work> applying;
    private final Desk<Judged> logging;
    private final GroupCommit commit;
    private final LogEnd log;
    private final Applying work;
    private final Watchdog watchdog;
    private final LogRewrites rewrites;
    private final Indexing indexing;
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();

    private SingleWriter(
            NodeStorage nodes,
            Takeover takeover,
            Functions functions,
            WriterOptions options,
            Runnable whenClosed) {
        Database durable =
                Database.of(
                        takeover.state(),
                        StandardEngine.with(functions, options.clock(), INTERRUPTIBLE));
        this.storage = nodes.storage();
        this.options = options;
        this.whenClosed = whenClosed;
        this.log = new LogEnd(nodes.storage(), takeover.epoch(), options.patience());
        this.watchdog = new Watchdog(options.codeBudget());
        this.rewrites = new LogRewrites(nodes.storage(), takeover.epoch());
        SegmentFolder folder =
                options.storesIndexes()
                        ? new StoredSegments(nodes, takeover.epoch(), rewrites, options)
                        : new MemorySegments(rewrites);
        this.indexing = new Indexing(this::reindex, folder, takeover, options.novelty());
        this.commit = new GroupCommit(log, durable, options, this::demandExcision, subscribers);
        this.work =
                new Applying(
                        commit, new Judge(durable, options, watchdog), indexing, options.novelty());
        this.applying =
                new Desk<>(
                        "factum-apply",
                        options.queue(),
                        options.pipelined() ? this::judgeWaiting : this::commitWaiting);
        this.logging =
                new Desk<>("factum-log", options.groupTransactions() * 2, commit::commitNext);
    }

    /// Becomes the writer of the database in this storage, in place of whoever was it.
    ///
    /// @param nodes the storage, with what is known of its index nodes
    /// @param owner who writes, for people who look at the root
    /// @param whenClosed what to let go of after the writer has ended; the storage is closed before
    public static SingleWriter start(
            NodeStorage nodes,
            String owner,
            Functions functions,
            WriterOptions options,
            Runnable whenClosed) {
        var writer =
                new SingleWriter(nodes, Takeover.of(nodes, owner), functions, options, whenClosed);
        writer.applying.start();
        if (options.pipelined()) {
            writer.logging.start();
        }
        writer.watchdog.start();
        writer.indexing.start();
        return writer;
    }

    // ---- what others ask

    @Override
    public void submit(TxRequest request, Consumer<TxResult> whenDone) {
        accept(request, whenDone);
        applying.attend();
    }

    /// The calling thread judges its own request if nobody judges at the moment, together with
    /// those of others who come meanwhile, and also appends it if it is the only one who asks.
    @Override
    public TxResult ask(TxRequest request, Duration timeout) {
        var answer = new Answer();
        boolean alone = asking.getAndIncrement() == 0;
        try {
            accept(request, answer::give);
            applying.lend(LENT_NANOS);
            if (!options.pipelined()) {
                lendWhileWaiting(answer);
            } else if (alone && !Thread.currentThread().isVirtual()) {
                logging.lend(0);
            } else {
                logging.attend();
            }
            return answer.await(timeout);
        } finally {
            asking.decrementAndGet();
        }
    }

    @SuppressWarnings(
            "ThreadPriorityCheck") // nothing depends on it, it lets the one who serves run
    private void lendWhileWaiting(Answer answer) {
        long end = System.nanoTime() + SPIN_NANOS;
        while (!answer.isGiven() && System.nanoTime() < end) {
            Thread.yield();
            applying.lend(LENT_NANOS);
        }
    }

    private void accept(TxRequest asked, Consumer<TxResult> whenDone) {
        var request = new Work.Request(Objects.requireNonNull(asked, "request"), whenDone);
        FactumError broken = commit.failure();
        if (broken != null) {
            whenDone.accept(Applying.refused(request, broken));
            return;
        }
        switch (applying.bring(request)) {
            case ACCEPTED -> {}
            case CLOSED -> whenDone.accept(new TxResult.Rejected(closed()));
            case FULL -> whenDone.accept(new TxResult.Rejected(busy()));
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
            List<LogRecord> page = storage.readLog(next, end);
            page.forEach(each -> entries.add(LogCodec.decode(each)));
            if (page.isEmpty()) {
                throw FactumError.of(DbErrorCode.STORAGE_CORRUPT, "The log ends too early")
                        .with("expected", next);
            }
            next = page.getLast().t() + 1;
        }
        return entries;
    }

    @Override
    public long excisedT() {
        return indexing.excisions().doneUpTo(database().state());
    }

    @Override
    public boolean isExcised(long t, Duration timeout) {
        return indexing.excisions().await(t, timeout);
    }

    @Override
    public void replaceAttachments(Map<Long, Bytes> attachments) {
        long last = database().basisT();
        for (long t : attachments.keySet()) {
            if (t < 1 || t > last) {
                throw FactumError.of(
                                DbErrorCode.INVALID_TIME_POINT, "The log has no such transaction")
                        .with("t", t);
            }
        }
        rewrites.replaceAttachments(attachments);
    }

    @Override
    public Subscription subscribe(Consumer<LogEntry> listener) {
        return subscribers.add(listener);
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            log.close();
            indexing.close();
            applying.close(SingleWriter::refuseLate);
            logging.close(_ -> {});
            watchdog.close();
            storage.close();
            whenClosed.run();
        }
    }

    private static void refuseLate(Work late) {
        switch (late) {
            case Work.Request request -> request.whenDone().accept(new TxResult.Rejected(closed()));
            case Work.Reindexing reindexing -> reindexing.whenDurable().accept(null);
        }
    }

    private FactumError busy() {
        return FactumError.of(DbErrorCode.TRANSACTOR_BUSY, "Too many transactions are waiting")
                .with("waiting", options.queue());
    }

    private static FactumError closed() {
        return FactumError.of(DbErrorCode.TRANSACTOR_UNAVAILABLE, "The transactor has ended");
    }

    /// Hands a change of the indexes to whoever applies.
    private void reindex(Work.Reindexing work) {
        if (applying.bringPatiently(work)) {
            applying.attend();
        } else {
            work.whenDurable().accept(null);
        }
    }

    private void demandExcision(LogEntry durable) {
        if (Excision.isRequestedBy(durable.datoms())) {
            indexing.demandExcision(durable.t());
        }
    }

    // ---- whoever applies

    private void judgeWaiting(Inbox<Work> waiting) {
        Work next = waiting.poll();
        while (next != null) {
            work.apply(next, logging::bringPatiently);
            next = waiting.poll();
        }
        if (applying.isOwnThread()) {
            logging.attend();
        }
    }

    private void commitWaiting(Inbox<Work> waiting) {
        List<Judged> group = new ArrayList<>();
        Work next = waiting.poll();
        while (next != null) {
            work.apply(next, group::add);
            next = group.size() < options.groupTransactions() ? waiting.poll() : null;
        }
        commit.commit(group);
    }
}
