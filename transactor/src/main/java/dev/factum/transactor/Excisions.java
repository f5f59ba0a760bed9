package dev.factum.transactor;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.tx.Excision;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The requests to excise that have not been carried out everywhere yet, and those who wait for it.
/// Safe to share between threads.
final class Excisions {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeSet<Long> waiting = new TreeSet<>();
    private boolean isClosed;

    /// What a takeover has found.
    static Excisions of(Takeover takeover) {
        var excisions = new Excisions();
        for (Datom request : Excision.requests(takeover.state(), takeover.indexed())) {
            excisions.waiting.add(request.t());
        }
        takeover.excision().ifPresent(begun -> excisions.waiting.add(begun.since()));
        return excisions;
    }

    /// A transaction that is durable requests something.
    void add(long t) {
        lock.lock();
        try {
            waiting.add(t);
        } finally {
            lock.unlock();
        }
    }

    /// What was requested up to t has been carried out in indexes and log.
    void done(long t) {
        lock.lock();
        try {
            waiting.headSet(t, true).clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isWaiting() {
        lock.lock();
        try {
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// The t up to which nothing waits.
    ///
    /// @param state what is durable
    long doneUpTo(State state) {
        lock.lock();
        try {
            return waiting.isEmpty()
                    ? state.basis()
                    : Math.min(state.basis(), waiting.getFirst() - 1);
        } finally {
            lock.unlock();
        }
    }

    /// True as soon as nothing waits up to t; false if something does after `timeout`, or at the
    /// end.
    boolean await(long t, Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (isWaiting(t) && left > 0 && !isClosed) {
                left = changed.awaitNanos(left);
            }
            return !isWaiting(t);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !isWaiting(t);
        } finally {
            lock.unlock();
        }
    }

    private boolean isWaiting(long t) {
        return !waiting.isEmpty() && waiting.getFirst() <= t;
    }

    void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
