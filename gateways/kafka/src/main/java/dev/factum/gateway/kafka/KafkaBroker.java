package dev.factum.gateway.kafka;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Broker;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// A Kafka cluster as the broker of a machine. Safe to share between threads.
///
/// ```java
/// try (Broker broker = KafkaBroker.connect(KafkaSettings.of("localhost:9092").service("cards"));
///         Runner runner = Runner.start(machine, connection, broker)) {
/// ```
///
/// Topics are made by whoever runs the cluster: how many partitions a topic has decides how many
/// processes can work on it at once.
public final class KafkaBroker implements Broker {

    private static final System.Logger LOG = System.getLogger(KafkaBroker.class.getName());

    private final KafkaSettings settings;
    private final Admin admin;
    private final SourceNames names;
    private final Tally tally = new Tally();
    private final Set<KafkaSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private @Nullable KafkaOutlet shared;

    private KafkaBroker(KafkaSettings settings) {
        this.settings = settings;
        this.admin = Admin.create(settings.admin());
        this.names = new SourceNames(admin);
    }

    /// A way to a cluster, which need not be reachable yet.
    public static KafkaBroker connect(KafkaSettings settings) {
        return new KafkaBroker(settings);
    }

    @Override
    public Outlet outlet() {
        return new KafkaOutlet(settings);
    }

    /// Hands messages over outside any machine. Who has to hear of failures takes an [#outlet()].
    @Override
    public void publish(List<Message> messages, Runnable accepted) {
        synchronized (lock) {
            KafkaOutlet present = shared;
            if (present == null || present.isLost()) {
                present = new KafkaOutlet(settings);
                shared = present;
            }
            present.publish(
                    messages,
                    accepted,
                    failure -> LOG.log(Level.WARNING, "Messages were not published", failure));
        }
    }

    /// Delivers from where the group has committed at Kafka, or from the beginning.
    @Override
    public Subscription subscribe(String group, Set<Topic> topics, Consumer<Delivered> receiver) {
        return begin(group, topics, receiver, null);
    }

    /// Delivers from the positions that the group keeps, or from the beginning.
    @Override
    public Subscription subscribe(
            String group, Set<Topic> topics, Consumer<Delivered> receiver, Positions positions) {
        return begin(group, topics, receiver, positions);
    }

    private Subscription begin(
            String group,
            Set<Topic> topics,
            Consumer<Delivered> receiver,
            @Nullable Positions positions) {
        if (topics.isEmpty()) {
            return () -> LOG.log(Level.DEBUG, "A subscription to nothing is closed");
        }
        KafkaSubscription begun =
                KafkaSubscription.start(settings, names, group, topics, receiver, positions, tally);
        subscriptions.add(begun);
        return () -> {
            subscriptions.remove(begun);
            begun.close();
        };
    }

    /// What has been seen so far.
    public KafkaStats stats() {
        return tally.stats();
    }

    @Override
    public void close() {
        subscriptions.forEach(KafkaSubscription::close);
        subscriptions.clear();
        synchronized (lock) {
            if (shared != null) {
                shared.close();
                shared = null;
            }
        }
        admin.close();
    }
}
