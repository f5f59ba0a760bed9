package dev.factum.gateway.kafka;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Position;
import dev.factum.machine.claim.Source;
import dev.factum.machine.run.Broker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// One member of a consumer group at work: takes over what it is given, hands records over, and
/// says how far it is. Belongs to the thread of its consumer.
///
/// A partition is read only once it was taken over: until then it is paused. What it has committed
/// at Kafka is only for those who watch the group, unless the group keeps no positions of its own.
final class GroupMember implements ConsumerRebalanceListener {

    private static final System.Logger LOG = System.getLogger(GroupMember.class.getName());
    private static final Duration CALM = Duration.ofMillis(100);
    private static final Duration BUSY = Duration.ofMillis(10);

    private final Consumer<byte[], byte[]> consumer;
    private final KafkaSettings settings;
    private final SourceNames names;
    private final RecordReader reader;
    private final java.util.function.Consumer<Broker.Delivered> receiver;
    private final Broker.@Nullable Positions positions;
    private final Tally tally;
    private final Map<TopicPartition, PartitionIntake> intakes = new HashMap<>();
    private final Set<TopicPartition> untaken = new HashSet<>();
    private final Set<TopicPartition> full = new HashSet<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastSave = System.nanoTime();
    private boolean isEnding;

    GroupMember(
            Consumer<byte[], byte[]> consumer,
            KafkaSettings settings,
            SourceNames names,
            java.util.function.Consumer<Broker.Delivered> receiver,
            Broker.@Nullable Positions positions,
            Tally tally) {
        this.consumer = consumer;
        this.settings = settings;
        this.names = names;
        this.reader = new RecordReader(settings);
        this.receiver = receiver;
        this.positions = positions;
        this.tally = tally;
    }

    /// Reads what there is, and looks after what it has. What was read before a partition is taken
    /// over is not handed over after it: it is read again, from the stored position on.
    void step() {
        ConsumerRecords<byte[], byte[]> records =
                consumer.poll(untaken.isEmpty() && full.isEmpty() ? CALM : BUSY);
        for (ConsumerRecord<byte[], byte[]> each : records) {
            var partition = new TopicPartition(each.topic(), each.partition());
            PartitionIntake intake = intakes.get(partition);
            if (intake != null && !intake.isLost()) {
                handOver(each, size(each), partition, intake);
            }
        }
        giveUpLost();
        takeOver();
        balance();
        if (System.nanoTime() - lastSave >= settings.saveEvery().toNanos()) {
            lastSave = System.nanoTime();
            writeDown(intakes.keySet());
            consumer.commitAsync(uncommitted(intakes.keySet()), (_, problem) -> noted(problem));
        }
    }

    private static int size(ConsumerRecord<byte[], byte[]> given) {
        return Math.max(0, given.serializedKeySize()) + Math.max(0, given.serializedValueSize());
    }

    private void handOver(
            ConsumerRecord<byte[], byte[]> given,
            int size,
            TopicPartition partition,
            PartitionIntake intake) {
        if (!intake.deliver(given.offset(), size)) {
            tally.rewinds.increment();
            PartitionIntake again = intake.rewound(given.offset());
            intakes.put(partition, again);
            committed.remove(partition);
            handOver(given, size, partition, again);
            return;
        }
        RecordReader.Read read = reader.read(given, intake.topicName());
        tally.received.increment();
        if (read.problem() != null) {
            tally.unreadable.increment();
        }
        receiver.accept(new DeliveredRecord(read, intake, given.offset(), size));
    }

    // ---- taking over

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        untaken.addAll(partitions);
    }

    /// Takes over what is assigned and not taken yet. What fails is tried again after the next
    /// poll.
    private void takeOver() {
        if (untaken.isEmpty()) {
            return;
        }
        try {
            Map<String, String> topicNames =
                    names.of(
                            untaken.stream()
                                    .map(TopicPartition::topic)
                                    .collect(Collectors.toSet()));
            for (TopicPartition partition : List.copyOf(untaken)) {
                String topicName = topicNames.get(partition.topic());
                if (topicName != null) {
                    takeOver(partition, topicName);
                }
            }
        } catch (FactumError problem) {
            LOG.log(Level.WARNING, "A partition could not be taken over yet", problem);
        }
    }

    private void takeOver(TopicPartition partition, String topicName) {
        Position held =
                positions == null ? null : positions.take(topicName + "/" + partition.partition());
        if (held != null && held.through() == Source.NOTHING) {
            consumer.seekToBeginning(Set.of(partition));
        } else if (held != null) {
            consumer.seek(partition, held.through() + 1);
        }
        intakes.put(partition, new PartitionIntake(topicName, held));
        untaken.remove(partition);
        consumer.resume(Set.of(partition));
        tally.takeOvers.increment();
    }

    /// What somebody else has taken over although it is assigned here is taken back: an owner that
    /// has lost it does not know yet, and will.
    private void giveUpLost() {
        List<TopicPartition> lost =
                intakes.entrySet().stream()
                        .filter(entry -> entry.getValue().isLost())
                        .map(Map.Entry::getKey)
                        .toList();
        forget(lost);
        consumer.pause(lost);
        untaken.addAll(lost);
    }

    // ---- giving away

    /// Lets what is being decided come to its end, for a while, and says how far it is.
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        long end = System.nanoTime() + (isEnding ? 0 : settings.drain().toNanos());
        for (TopicPartition partition : partitions) {
            PartitionIntake intake = intakes.get(partition);
            if (intake != null) {
                await(intake, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        }
        writeDown(partitions);
        try {
            consumer.commitSync(uncommitted(partitions), settings.drain());
        } catch (KafkaException problem) {
            noted(problem);
        }
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private static void await(PartitionIntake intake, Duration longest) {
        try {
            intake.awaitIdle(longest);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            intakes.remove(partition);
            untaken.remove(partition);
            full.remove(partition);
            committed.remove(partition);
        }
    }

    /// Nobody waits for what is on its way.
    void end() {
        isEnding = true;
    }

    // ---- looking after it

    /// Reads no more of what has too much on its way.
    private void balance() {
        intakes.forEach((partition, intake) -> {
            boolean wasFull = full.contains(partition);
            boolean isFull = intake.isFull(wasFull);
            if (isFull && !wasFull) {
                full.add(partition);
                consumer.pause(Set.of(partition));
                tally.pauses.increment();
            } else if (wasFull && !isFull) {
                full.remove(partition);
                consumer.resume(Set.of(partition));
            }
        });
    }

    /// Writes positions down that no decision has. If that fails, the next time will do.
    private void writeDown(Collection<TopicPartition> partitions) {
        Broker.Positions kept = positions;
        if (kept == null) {
            return;
        }
        try {
            for (TopicPartition partition : partitions) {
                PartitionIntake intake = intakes.get(partition);
                if (intake != null) {
                    intake.unwritten().filter(kept::save).ifPresent(intake::wrote);
                }
            }
        } catch (FactumError problem) {
            LOG.log(Level.WARNING, "A position could not be written down", problem);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> uncommitted(
            Collection<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (TopicPartition partition : partitions) {
            PartitionIntake intake = intakes.get(partition);
            long through = intake == null ? Source.NOTHING : intake.through();
            if (through > committed.getOrDefault(partition, Source.NOTHING)) {
                committed.put(partition, through);
                offsets.put(partition, new OffsetAndMetadata(through + 1));
            }
        }
        return offsets;
    }

    private static void noted(@Nullable Exception problem) {
        if (problem != null) {
            LOG.log(Level.DEBUG, "Kafka did not take a position", problem);
        }
    }
}
