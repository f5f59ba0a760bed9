package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.Transactor;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Who wants to hear of every transaction that becomes durable. Safe to share between threads.
final class Subscribers {

    private static final System.Logger LOG = System.getLogger(Subscribers.class.getName());

    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /// Apart from all others, even of the same listener.
    private static final class Subscriber {
        private final Consumer<LogEntry> listener;

        Subscriber(Consumer<LogEntry> listener) {
            this.listener = listener;
        }
    }

    Transactor.Subscription add(Consumer<LogEntry> listener) {
        var subscriber = new Subscriber(listener);
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    void tell(LogEntry entry) {
        for (Subscriber subscriber : subscribers) {
            tell(subscriber, entry);
        }
    }

    /// A listener that throws would miss an entry and never know: it gets no more.
    private void tell(Subscriber subscriber, LogEntry entry) {
        try {
            subscriber.listener.accept(entry);
        } catch (Throwable failed) { // must not end the writer
            subscribers.remove(subscriber);
            LOG.log(Level.ERROR, "A subscriber failed and was removed", failed);
        }
    }
}
