package dev.factum.transactor;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A bounded queue from many threads to one, which spins for some microseconds before it parks:
/// under load the next element is there before a parked thread could have been woken.
final class Inbox<T> {

    private static final long SPIN_NANOS =
            Runtime.getRuntime().availableProcessors() > 1 ? 25_000 : 0;

    private final ArrayBlockingQueue<T> queue;
    private final AtomicInteger size = new AtomicInteger();

    Inbox(int capacity) {
        this.queue = new ArrayBlockingQueue<>(capacity);
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

    /// Waits for an element, and takes it.
    T take() {
        long deadline = System.nanoTime() + SPIN_NANOS;
        while (size.get() <= 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        T taken = Uninterrupted.call(queue::take);
        size.decrementAndGet();
        return taken;
    }

    /// The next element, or null if there is none.
    @Nullable T poll() {
        T taken = queue.poll();
        if (taken != null) {
            size.decrementAndGet();
        }
        return taken;
    }

    /// Moves up to `most` elements to `target`.
    void drainTo(List<T> target, int most) {
        size.addAndGet(-queue.drainTo(target, most));
    }
}
