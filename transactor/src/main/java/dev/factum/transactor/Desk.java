package dev.factum.transactor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A queue that one thread at a time serves: a caller that finds nobody serving lends its own
/// thread, and otherwise a thread of the desk's own does it, which sleeps while it is not needed.
///
/// A caller that serves itself is spared two hand-offs between threads, which cost more than a
/// transaction does; while it serves, it serves those who come meanwhile as well (flat combining,
/// after Hendler, Incze, Shavit and Tzafrir). Elements are served in the order in which they came,
/// and what one thread does while it serves happens before what the next one does.
///
/// No element is left behind: whoever leaves the desk looks at the queue once more after that, and
/// wakes the desk's own thread if there is something in it. Safe to share between threads.
final class Desk<T> {

    /// How long the desk's own thread looks for more before it sleeps: less than waking it costs.
    private static final long SPIN_NANOS =
            Runtime.getRuntime().availableProcessors() > 1 ? 25_000 : 0;

    private final Inbox<T> inbox;
    private final Consumer<Inbox<T>> service;
    private final AtomicBoolean served = new AtomicBoolean();
    private final Thread own;
    private volatile boolean asleep;
    private volatile boolean closing;
    private volatile boolean closed;

    /// What became of an element that was brought to the desk.
    enum Entry {
        ACCEPTED,
        FULL,
        CLOSED
    }

    /// @param name of the desk's own thread
    /// @param service takes some elements out of a queue that is not empty, and serves them; never
    ///   throws
    Desk(String name, int capacity, Consumer<Inbox<T>> service) {
        this.inbox = new Inbox<>(capacity);
        this.service = service;
        this.own = Thread.ofPlatform().daemon().name(name).unstarted(this::serveToTheEnd);
    }

    void start() {
        own.start();
    }

    /// Puts an element into the queue. Afterwards [#lend] or [#attend] sees to it that it is
    /// served.
    Entry bring(T element) {
        if (closing) {
            return Entry.CLOSED;
        }
        if (!inbox.offer(element)) {
            return Entry.FULL;
        }
        return closed && inbox.withdraw(element) ? Entry.CLOSED : Entry.ACCEPTED;
    }

    /// Puts an element into the queue, and waits while it is full; false if the desk is closed.
    boolean bringPatiently(T element) {
        if (!inbox.offer(element)) {
            attend();
            inbox.put(element);
        }
        return !(closed && inbox.withdraw(element));
    }

    /// Serves on the calling thread for about `nanos`, or for one round if that takes longer, if
    /// there is something to do and nobody does it. What is left then is left to the desk's own
    /// thread.
    void lend(long nanos) {
        if (!isNeeded()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            long end = System.nanoTime() + nanos;
            while (serve() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        } finally {
            attend();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Sees to it that somebody serves if there is something to do.
    void attend() {
        if (asleep && isNeeded()) {
            LockSupport.unpark(own);
        }
    }

    /// True on the desk's own thread.
    boolean isOwnThread() {
        return Thread.currentThread().equals(own);
    }

    /// One round, if there is something to do and nobody does it.
    private boolean serve() {
        if (inbox.isEmpty() || !served.compareAndSet(false, true)) {
            return false;
        }
        try {
            service.accept(inbox);
        } finally {
            served.set(false);
        }
        return true;
    }

    private boolean isNeeded() {
        return (closing || !inbox.isEmpty()) && !served.get();
    }

    private void serveToTheEnd() {
        while (!hasEnded()) {
            if (!serve()) {
                rest();
            }
        }
        closed = true;
    }

    /// When the queue is empty at the end, nobody will serve any more.
    private boolean hasEnded() {
        return closing && inbox.isEmpty() && served.compareAndSet(false, true);
    }

    private void rest() {
        long end = System.nanoTime() + SPIN_NANOS;
        while (!isNeeded() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        asleep = true;
        if (!isNeeded()) {
            Thread.interrupted(); // which would keep it from sleeping
            LockSupport.park(this);
        }
        asleep = false;
    }

    /// Serves everything that was brought, and ends. Then `late` gets what was brought too late.
    void close(Consumer<T> late) {
        closing = true;
        LockSupport.unpark(own);
        Uninterrupted.run(own::join);
        T left = inbox.poll();
        while (left != null) {
            late.accept(left);
            left = inbox.poll();
        }
    }
}
