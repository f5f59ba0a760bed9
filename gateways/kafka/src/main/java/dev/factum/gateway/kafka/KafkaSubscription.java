package dev.factum.gateway.kafka;

import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Broker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The thread of one member of a group. A consumer that fails is replaced by a new one, which takes
/// its partitions over anew: to be thrown out of a group means to join it again. Safe to share
/// between threads.
final class KafkaSubscription implements Broker.Subscription {

    private static final System.Logger LOG = System.getLogger(KafkaSubscription.class.getName());
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);
    private static final int MOST_PAUSE_MILLIS = 1_000;

    private final KafkaSettings settings;
    private final SourceNames names;
    private final String group;
    private final Set<Topic> topics;
    private final Consumer<Broker.Delivered> receiver;
    private final Broker.@Nullable Positions positions;
    private final Tally tally;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> present;

    private KafkaSubscription(
            KafkaSettings settings,
            SourceNames names,
            String group,
            Set<Topic> topics,
            Consumer<Broker.Delivered> receiver,
            Broker.@Nullable Positions positions,
            Tally tally) {
        this.settings = settings;
        this.names = names;
        this.group = group;
        this.topics = Set.copyOf(topics);
        this.receiver = receiver;
        this.positions = positions;
        this.tally = tally;
        this.thread =
                Thread.ofPlatform().name("factum-kafka-" + group).daemon().unstarted(this::run);
    }

    static KafkaSubscription start(
            KafkaSettings settings,
            SourceNames names,
            String group,
            Set<Topic> topics,
            Consumer<Broker.Delivered> receiver,
            Broker.@Nullable Positions positions,
            Tally tally) {
        var subscription =
                new KafkaSubscription(settings, names, group, topics, receiver, positions, tally);
        subscription.thread.start();
        return subscription;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        int failures = 0;
        while (!isClosing()) {
            try {
                read();
            } catch (WakeupException _) {
                LOG.log(Level.DEBUG, "A subscription is closed");
            } catch (RuntimeException problem) { // whatever it is, a new consumer may do better
                LOG.log(Level.WARNING, "A consumer failed", problem);
                tally.restarts.increment();
                failures++;
                pause(Math.min(MOST_PAUSE_MILLIS, 10 << Math.min(failures, 10)));
            }
        }
    }

    private void pause(int millis) {
        try {
            if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "A subscription is closed while it waits");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private void read() {
        var consumer =
                new KafkaConsumer<>(
                        settings.consumer(group),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        var member = new GroupMember(consumer, settings, names, receiver, positions, tally);
        try {
            present = consumer;
            consumer.subscribe(topics.stream().map(Topic::name).toList(), member);
            while (!isClosing()) {
                member.step();
            }
        } finally {
            present = null;
            member.end();
            consumer.close(CloseOptions.timeout(LONGEST_GOODBYE));
        }
    }

    /// Takes no more records, writes down how far it is, and leaves the group.
    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> consumer = present;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
