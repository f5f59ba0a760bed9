package dev.factum.machine.run;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A broker inside the process: no disk and no thread of its own.
///
/// Messages are delivered on the thread that publishes them. Since nothing survives the process, a
/// publication counts as accepted only when every group has acknowledged it: until then the log is
/// what answers for it, and a relay that starts again sends it again. Safe to share between
/// threads.
public final class InProcessBroker implements Broker {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Group> groups = new LinkedHashMap<>();

    @Override
    public void publish(List<Message> messages, Runnable accepted) {
        var publication = new Publication(accepted);
        lock.lock();
        try {
            for (Message message : messages) {
                for (Group group : groups.values()) {
                    if (group.topics.contains(message.topic())) {
                        publication.open.incrementAndGet();
                        group.deliver(new Parcel(group, message, publication));
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        publication.close();
    }

    @Override
    public Subscription subscribe(String name, Set<Topic> topics, Consumer<Delivered> receiver) {
        lock.lock();
        try {
            Group group = groups.computeIfAbsent(name, _ -> new Group(topics));
            group.topics = Set.copyOf(topics);
            group.receiver = receiver;
            int number = ++group.receivers;
            List.copyOf(group.unacknowledged).forEach(receiver);
            return () -> group.leave(number);
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what is not acknowledged, since whoever published it does so again.
    void forget() {
        lock.lock();
        try {
            groups.values().forEach(group -> group.unacknowledged.clear());
        } finally {
            lock.unlock();
        }
    }

    /// How many deliveries are not acknowledged.
    public int unacknowledged() {
        lock.lock();
        try {
            return groups.values().stream().mapToInt(group -> group.unacknowledged.size()).sum();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            groups.values().forEach(group -> group.receiver = null);
        } finally {
            lock.unlock();
        }
    }

    /// One call of `publish`: open while groups have parts of it.
    private static final class Publication {
        private final Runnable accepted;
        private final AtomicInteger open = new AtomicInteger(1);

        Publication(Runnable accepted) {
            this.accepted = accepted;
        }

        void close() {
            if (open.decrementAndGet() == 0) {
                accepted.run();
            }
        }
    }

    private final class Group {
        private final Set<Parcel> unacknowledged = new LinkedHashSet<>();
        private Set<Topic> topics;
        private @Nullable Consumer<Delivered> receiver;
        private int receivers;

        Group(Set<Topic> topics) {
            this.topics = Set.copyOf(topics);
        }

        void deliver(Parcel parcel) {
            unacknowledged.add(parcel);
            Consumer<Delivered> present = receiver;
            if (present != null) {
                present.accept(parcel);
            }
        }

        /// Only the present receiver has something to leave.
        void leave(int number) {
            lock.lock();
            try {
                if (receivers == number) {
                    receiver = null;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Parcel implements Delivered {
        private final Group group;
        private final Message message;
        private final Publication publication;

        Parcel(Group group, Message message, Publication publication) {
            this.group = group;
            this.message = message;
            this.publication = publication;
        }

        @Override
        public Message message() {
            return message;
        }

        @Override
        public void acknowledge() {
            boolean first;
            lock.lock();
            try {
                first = group.unacknowledged.remove(this);
            } finally {
                lock.unlock();
            }
            if (first) {
                publication.close();
            }
        }
    }
}
