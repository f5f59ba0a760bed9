package dev.factum.transactor;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A bounded queue from many threads to one at a time, of which can be told cheaply whether it is
/// empty.
final class Inbox<T> {

    private final ArrayBlockingQueue<T> queue;
    private final AtomicInteger size = new AtomicInteger();

    Inbox(int capacity) {
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    boolean isEmpty() {
        return size.get() <= 0;
    }

    /// False if it is full.
    boolean offer(T element) {
        boolean taken = queue.offer(element);
        if (taken) {
            size.incrementAndGet();
        }
        return taken;
    }

    /// Waits while it is full.
    void put(T element) {
        Uninterrupted.run(() -> queue.put(element));
        size.incrementAndGet();
    }

    /// Takes an element back; false if it has been taken.
    boolean withdraw(T element) {
        boolean found = queue.remove(element);
        if (found) {
            size.decrementAndGet();
        }
        return found;
    }

    /// The next element, or null if there is none.
    @Nullable T poll() {
        T taken = queue.poll();
        if (taken != null) {
            size.decrementAndGet();
        }
        return taken;
    }
}
