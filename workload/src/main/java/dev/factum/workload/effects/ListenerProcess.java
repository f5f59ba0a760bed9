package dev.factum.workload.effects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Somebody else who reads the output from its beginning and writes every record down. Belongs to
/// one thread.
final class ListenerProcess {

    private static final Duration CALM = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Journal journal;
    private final List<TopicPartition> partitions;

    private ListenerProcess(
            KafkaConsumer<String, byte[]> consumer,
            Journal journal,
            List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.journal = journal;
        this.partitions = partitions;
    }

    /// Listens until the supervisor says no more, and then to the end of what there is.
    static void run(String servers, Path file) throws IOException {
        var properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        var ending = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> awaitEnd(ending));
        try (var consumer =
                        new KafkaConsumer<>(
                                properties, new StringDeserializer(), new ByteArrayDeserializer());
                Journal journal = Journal.create(file)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Counting.OUTPUT.name()).stream()
                            .map(each -> new TopicPartition(each.topic(), each.partition()))
                            .toList();
            consumer.assign(partitions);
            Supervised.say(Words.READY);
            new ListenerProcess(consumer, journal, partitions).listen(ending);
        }
    }

    private static void awaitEnd(CountDownLatch ending) {
        try {
            Supervised.awaitEnd();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            ending.countDown();
        }
    }

    private void listen(CountDownLatch ending) throws IOException {
        while (ending.getCount() > 0) {
            write();
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            write();
        }
    }

    private void write() throws IOException {
        List<String> lines =
                StreamSupport.stream(consumer.poll(CALM).spliterator(), false)
                        .map(record -> heard(record).line())
                        .toList();
        if (!lines.isEmpty()) {
            journal.write(lines);
        }
    }

    private static Heard heard(ConsumerRecord<String, byte[]> record) {
        String type = header(record, "ce_type");
        return new Heard(
                header(record, "ce_id"),
                record.key(),
                type,
                Fingerprint.of(record.key() + " " + type, record.value()));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "-" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
