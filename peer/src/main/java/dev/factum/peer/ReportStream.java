package dev.factum.peer;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.Transactor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A reader's place in the sequence of transactions.
///
/// Fresh entries come from the writer through a bounded buffer. A reader that is too slow for it
/// misses some there, sees by their t that it did, and reads them in the log: so a slow reader
/// costs a bounded amount of memory and still misses nothing.
final class ReportStream implements Connection.ReportFeed {

    private static final int MAX_BUFFERED_DATOMS = 100_000;
    private static final int PAGE = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<LogEntry> fresh = new ArrayDeque<>();
    private final Deque<LogEntry> read = new ArrayDeque<>();
    private final Transactor transactor;
    private final Transactor.Subscription subscription;
    private final Consumer<ReportStream> whenClosed;
    private int buffered;
    private long next;
    private volatile boolean closed;

    /// @param from the t to begin with; transaction 0, which is the same in every database, is not
    ///   in the log
    ReportStream(Transactor transactor, long from, Consumer<ReportStream> whenClosed) {
        this.transactor = transactor;
        this.next = Math.max(from, 1);
        this.whenClosed = whenClosed;
        this.subscription = transactor.subscribe(this::offer);
    }

    private void offer(LogEntry entry) {
        lock.lock();
        try {
            if (buffered < MAX_BUFFERED_DATOMS) {
                fresh.addLast(entry);
                buffered += entry.datoms().size();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<LogEntry> next(Duration timeout) {
        long left = timeout.toNanos();
        while (true) {
            requireOpen();
            Optional<LogEntry> found = available();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            left = await(left);
        }
    }

    /// The next entry, if it is durable: read earlier, or fresh, or in the log.
    private Optional<LogEntry> available() {
        LogEntry entry = read.pollFirst();
        if (entry == null) {
            entry = takeFresh();
        }
        long durable = transactor.database().basisT();
        if (entry == null && next <= durable) {
            read.addAll(transactor.log(next, Math.min(next + PAGE, durable + 1)));
            entry = read.removeFirst();
        }
        if (entry != null) {
            next = entry.t() + 1;
        }
        return Optional.ofNullable(entry);
    }

    /// The next entry from the buffer, or null if the buffer goes on later than that.
    private @Nullable LogEntry takeFresh() {
        lock.lock();
        try {
            while (!fresh.isEmpty() && fresh.getFirst().t() <= next) {
                LogEntry entry = fresh.removeFirst();
                buffered -= entry.datoms().size();
                if (entry.t() == next) {
                    return entry;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    private long await(long nanos) {
        lock.lock();
        try {
            boolean nothing = !closed && fresh.isEmpty() && next > transactor.database().basisT();
            return nothing ? changed.awaitNanos(nanos) : nanos;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw EmbeddedConnection.released();
        }
    }

    @Override
    public void close() {
        subscription.close();
        whenClosed.accept(this);
        lock.lock();
        try {
            closed = true;
            fresh.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
