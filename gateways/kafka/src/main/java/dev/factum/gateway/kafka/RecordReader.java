package dev.factum.gateway.kafka;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.message.Trace;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Records as messages. What has no headers of CloudEvents is a message of a foreign producer,
/// whose id is where it stands; what cannot be read at all is a message that holds the record as it
/// came. Safe to share between threads.
final class RecordReader {

    /// The type of a message that could not be read.
    static final String UNREADABLE = "kafka/unreadable";

    /// Of a value that cannot be read this much is kept; the rest is in the topic.
    static final int MOST_KEPT = 1 << 20;

    private static final Keyword VALUE = Keyword.of("kafka/value");
    private static final Keyword LENGTH = Keyword.of("kafka/length");
    private static final Keyword KEY = Keyword.of("kafka/key");
    private static final Keyword HEADERS = Keyword.of("kafka/headers");
    private static final Keyword NAME = Keyword.of("header/name");
    private static final Keyword HEADER_VALUE = Keyword.of("header/value");

    private final KafkaSettings settings;

    RecordReader(KafkaSettings settings) {
        this.settings = settings;
    }

    /// What a record says.
    ///
    /// @param problem why it could not be read, or null
    record Read(Message message, @Nullable FactumError problem) {}

    /// @param source what names the topic of this record among all topics
    Read read(ConsumerRecord<byte[], byte[]> given, String source) {
        try {
            return new Read(message(given, source), null);
        } catch (FactumError | DateTimeException problem) {
            FactumError error =
                    FactumError.of(
                                    MachineErrorCode.UNDECODABLE,
                                    "This record cannot be read",
                                    problem)
                            .with("topic", given.topic())
                            .with("partition", given.partition())
                            .with("offset", given.offset())
                            .with("cause", problem.getMessage());
            return new Read(unreadable(given, source), error);
        }
    }

    private Message message(ConsumerRecord<byte[], byte[]> given, String source) {
        Topic topic = Topic.of(given.topic());
        Headers headers = given.headers();
        PayloadFormat format =
                PayloadFormat.named(RecordHeaders.text(headers, RecordHeaders.CONTENT_TYPE));
        byte[] value = given.value();
        String id = RecordHeaders.text(headers, RecordHeaders.ID);
        String time = RecordHeaders.text(headers, RecordHeaders.TIME);
        String cause = RecordHeaders.text(headers, RecordHeaders.CAUSATION);
        var message =
                new Message(
                        id == null ? place(given) : id,
                        topic,
                        key(given),
                        orElse(
                                RecordHeaders.text(headers, RecordHeaders.TYPE),
                                settings.typeOf(topic)),
                        time == null
                                ? Instant.ofEpochMilli(given.timestamp())
                                : Instant.parse(time),
                        id == null ? source : source(headers, source),
                        cause,
                        value == null ? Map.of() : format.read(value));
        return message.traced(trace(headers, message));
    }

    /// Ids of the machine are unique by themselves, whichever way they come.
    private static @Nullable String source(Headers headers, String source) {
        String said = RecordHeaders.text(headers, RecordHeaders.SOURCE);
        if (said == null) {
            return source;
        }
        return said.startsWith(RecordHeaders.OWN_SOURCE) ? null : said;
    }

    private static @Nullable Trace trace(Headers headers, Message message) {
        String correlation = RecordHeaders.text(headers, RecordHeaders.CORRELATION);
        boolean isKnown = correlation == null || correlation.equals(message.correlation());
        String parent = RecordHeaders.text(headers, RecordHeaders.TRACE_PARENT);
        if (parent == null) {
            parent = RecordHeaders.text(headers, RecordHeaders.EVENT_TRACE_PARENT);
        }
        return isKnown && parent == null ? null : new Trace(isKnown ? null : correlation, parent);
    }

    /// Without a key a record has no order, and is a key of its own.
    private static String key(ConsumerRecord<byte[], byte[]> given) {
        String said = RecordHeaders.text(given.headers(), RecordHeaders.PARTITION_KEY);
        if (said != null) {
            return said;
        }
        byte[] key = given.key();
        return key == null ? place(given) : new String(key, StandardCharsets.UTF_8);
    }

    private static String orElse(@Nullable String said, String otherwise) {
        return said == null ? otherwise : said;
    }

    private static String place(ConsumerRecord<byte[], byte[]> given) {
        return given.topic() + "-" + given.partition() + "-" + given.offset();
    }

    private static Message unreadable(ConsumerRecord<byte[], byte[]> given, String source) {
        var payload = new LinkedHashMap<Keyword, Object>();
        byte[] value = Objects.requireNonNullElse(given.value(), new byte[0]);
        payload.put(VALUE, Bytes.of(Arrays.copyOf(value, Math.min(value.length, MOST_KEPT))));
        payload.put(LENGTH, (long) value.length);
        if (given.key() != null) {
            payload.put(KEY, Bytes.of(given.key()));
        }
        payload.put(HEADERS, headers(given.headers()));
        return new Message(
                place(given),
                Topic.of(given.topic()),
                key(given),
                UNREADABLE,
                Instant.ofEpochMilli(given.timestamp()),
                source,
                null,
                payload);
    }

    private static List<Object> headers(Headers headers) {
        var forms = new ArrayList<Object>();
        for (Header header : headers) {
            byte[] value = Objects.requireNonNullElse(header.value(), new byte[0]);
            forms.add(Map.of(NAME, header.key(), HEADER_VALUE, Bytes.of(value)));
        }
        return forms;
    }
}
