package dev.factum.testkit;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.Transactor;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.tx.Excision;
import dev.factum.facts.value.Bytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A connection and its writer in one object in memory: opens in microseconds, and answers on the
/// caller's thread. Safe to share between threads.
public final class MemoryConnection implements Connection, Transactor {

    private final InstantSource clock;
    private final List<Consumer<LogEntry>> listeners = new CopyOnWriteArrayList<>();
    private MemoryLog log;
    private boolean closed;

    private MemoryConnection(MemoryLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// A connection to a database that goes on from `database`.
    public static MemoryConnection to(Database database) {
        return at(MemoryLog.from(database));
    }

    /// A connection that goes on from a moment of another.
    public static MemoryConnection at(MemoryLog log) {
        return new MemoryConnection(
                log, TestClock.startingAt(log.database().state().lastInstant()));
    }

    /// Everything it holds, as a value.
    public synchronized MemoryLog moment() {
        return log;
    }

    @Override
    public synchronized Database db() {
        requireOpen();
        return log.database();
    }

    @Override
    public Database database() {
        return db();
    }

    @Override
    public synchronized Database db(long t, Duration timeout) {
        if (db().basisT() < t) {
            throw FactumError.of(
                            DbErrorCode.TRANSACTOR_UNAVAILABLE, "The transaction is not there yet")
                    .with("t", t);
        }
        return db();
    }

    @Override
    public TxReport transact(List<?> txData) {
        return switch (submit(TxRequest.of(txData))) {
            case TxResult.Committed(var report) -> report;
            case TxResult.Rejected(var error) -> throw error;
            case TxResult.Indeterminate(var error) -> throw error;
            case TxResult.Duplicate _, TxResult.Conflict _ ->
                    throw new IllegalStateException("Neither a claim nor reads were given");
        };
    }

    @Override
    public TxReport transact(String txData) {
        if (Edn.read(txData) instanceof List<?> forms) {
            return transact(forms);
        }
        throw FactumError.of(
                        DbErrorCode.NOT_TRANSACTION_DATA, "Transaction data is a list of forms")
                .form(txData);
    }

    @Override
    public synchronized TxResult submit(TxRequest request) {
        requireOpen();
        MemoryLog.Written written = log.write(request, clock.instant());
        log = written.after();
        if (written.result() instanceof TxResult.Committed(var report)) {
            LogEntry entry = log.entries(report.t(), report.t() + 1).getFirst();
            listeners.forEach(listener -> listener.accept(entry));
            notifyAll();
        }
        return written.result();
    }

    @Override
    public void submit(TxRequest request, Consumer<TxResult> whenDone) {
        whenDone.accept(submit(request));
    }

    @Override
    public TxResult ask(TxRequest request, Duration timeout) {
        return submit(request);
    }

    @Override
    public synchronized List<LogEntry> log(long from, long to) {
        requireOpen();
        return log.entries(from, to);
    }

    /// Nothing is excised here: a request stays a request.
    @Override
    public synchronized long excisedT() {
        return Excision.requests(db().state(), 0).stream()
                .mapToLong(request -> request.t() - 1)
                .min()
                .orElse(db().basisT());
    }

    @Override
    public boolean isExcised(long t, Duration timeout) {
        return excisedT() >= t;
    }

    @Override
    public void awaitExcision(long t, Duration timeout) {
        if (!isExcised(t, timeout)) {
            throw FactumError.of(DbErrorCode.UNSUPPORTED, "Nothing is excised from a test database")
                    .with("t", t);
        }
    }

    @Override
    public synchronized void replaceAttachments(Map<Long, Bytes> attachments) {
        requireOpen();
        log = log.withAttachments(attachments);
    }

    @Override
    public Subscription subscribe(Consumer<LogEntry> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public ReportFeed reports(long from) {
        return new Feed(from);
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void requireOpen() {
        if (closed) {
            throw FactumError.of(
                    DbErrorCode.CONNECTION_RELEASED, "The connection has been released");
        }
    }

    /// The entries from t on, once there is one.
    private synchronized List<LogEntry> await(long t, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        long left = timeout.toNanos();
        while (db().basisT() < t && left > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return List.of();
            }
            left = end - System.nanoTime();
        }
        return log.entries(t, Long.MAX_VALUE);
    }

    /// Belongs to one thread, as every feed does.
    private final class Feed implements ReportFeed {
        private final Deque<LogEntry> read = new ArrayDeque<>();
        private long next;

        Feed(long from) {
            this.next = from;
        }

        @Override
        public Optional<LogEntry> next(Duration timeout) {
            if (read.isEmpty()) {
                read.addAll(await(next, timeout));
            }
            LogEntry entry = read.poll();
            if (entry != null) {
                next = entry.t() + 1;
            }
            return Optional.ofNullable(entry);
        }

        @Override
        public void close() {
            read.clear();
        }
    }
}
