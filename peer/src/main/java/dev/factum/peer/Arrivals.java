package dev.factum.peer;

import dev.factum.facts.connection.Transactor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Waiting for a transaction to become durable. Costs the writer one volatile read while nobody
/// waits. Safe to share between threads.
final class Arrivals implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Transactor transactor;
    private final Transactor.Subscription subscription;
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean closed;

    Arrivals(Transactor transactor) {
        this.transactor = transactor;
        this.subscription = transactor.subscribe(_ -> signal());
    }

    private void signal() {
        if (waiting.get() > 0) {
            lock.lock();
            try {
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// True as soon as t is durable; false if it is not after `timeout`, or at the end.
    boolean await(long t, Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            waiting.incrementAndGet();
            while (transactor.database().basisT() < t && left > 0 && !closed) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
        return transactor.database().basisT() >= t;
    }

    @Override
    public void close() {
        subscription.close();
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
