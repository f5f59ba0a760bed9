package dev.factum.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.message.Trace;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Messages in and out of records.
class RecordsTest {

    private static final Topic PLAIN = Topic.of("orders");
    private static final Topic EXACT = Topic.of("audit");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String SOURCE = "cluster/orders@1";

    record Order(UUID id, long amount) {}

    private final KafkaSettings settings =
            KafkaSettings.of("localhost:9092").service("shop").edn(EXACT);
    private final RecordWriter writer = new RecordWriter(settings);
    private final RecordReader reader = new RecordReader(settings);

    private static ConsumerRecord<byte[], byte[]> arrived(ProducerRecord<byte[], byte[]> sent) {
        return arrived(sent.topic(), sent.key(), sent.value(), sent.headers());
    }

    private static ConsumerRecord<byte[], byte[]> arrived(
            String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                topic,
                3,
                17,
                NOON.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static Headers headers(String... namesAndValues) {
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            headers.add(
                    new RecordHeader(
                            namesAndValues[index],
                            namesAndValues[index + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Message read(ConsumerRecord<byte[], byte[]> given) {
        RecordReader.Read read = reader.read(given, SOURCE);
        assertThat(read.problem()).isNull();
        return read.message();
    }

    private static Message message(Topic topic) {
        return new Message(
                "id-1",
                topic,
                "ключ",
                "order/placed",
                NOON,
                null,
                "cause-1",
                new Trace("root", PARENT),
                Map.of(Keyword.of("order/id"), "o1", Keyword.of("order/amount"), 5L));
    }

    @Test
    void everyPartIsWrittenAsCloudEventsSay() {
        ProducerRecord<byte[], byte[]> record = writer.write(message(PLAIN));
        var said = new LinkedHashMap<String, String>();
        for (Header header : record.headers()) {
            said.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        assertThat(said)
                .isEqualTo(
                        Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", "id-1",
                                "ce_source", "urn:factum:shop",
                                "ce_type", "order/placed",
                                "ce_time", "2026-01-01T12:00:00.123456789Z",
                                "ce_partitionkey", "ключ",
                                "ce_causationid", "cause-1",
                                "ce_correlationid", "root",
                                "traceparent", PARENT,
                                "content-type", "application/json"));
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("ключ");
    }

    @Test
    void aMessageComesBackAsItWas() {
        Message second = message(PLAIN).traced(null);
        Message foreign = message(EXACT).from("https://shop.example");
        Message first =
                new Message("m", EXACT, "k", "t", NOON, null, null, Map.of(Keyword.of("a"), 1L));
        Message exact =
                new Message(
                        "m",
                        EXACT,
                        "k",
                        "t",
                        NOON,
                        null,
                        null,
                        new Trace(null, PARENT),
                        Map.of(
                                Keyword.of("uuid"),
                                new UUID(1, 2),
                                Keyword.of("all"),
                                List.of(
                                        NOON,
                                        new BigDecimal("1.20"),
                                        Keyword.of("a/b"),
                                        'c',
                                        1.5)));
        for (Message message : List.of(message(PLAIN), second, foreign, first, exact)) {
            assertThat(read(arrived(writer.write(message)))).isEqualTo(message);
        }
    }

    @Test
    void aForeignRecordIsNamedByWhereItStands() {
        Message message = read(arrived("orders", bytes("c7"), bytes("{\"amount\": 5}"), headers()));
        assertThat(message)
                .isEqualTo(
                        new Message(
                                "orders-3-17",
                                PLAIN,
                                "c7",
                                "orders",
                                Instant.ofEpochMilli(NOON.toEpochMilli()),
                                SOURCE,
                                null,
                                Map.of(Keyword.of("amount"), 5L)));
        assertThat(message.identity()).isEqualTo(SOURCE + "#orders-3-17");
    }

    @Test
    void settingsSayWhatPlainRecordsAre() {
        var plain = new RecordReader(settings.plain(PLAIN, Order.class));
        Message message =
                plain.read(arrived("orders", null, bytes("{}"), headers()), SOURCE).message();
        assertThat(message.type()).isEqualTo("order");
        assertThat(message.key()).isEqualTo("orders-3-17");
    }

    @Test
    void aRecordWithoutAValueIsAnEmptyPayload() {
        assertThat(read(arrived("orders", bytes("k"), null, headers())).payload()).isEmpty();
    }

    @Test
    void headersOfOtherStacksAreTaken() {
        Message message =
                read(
                        arrived(
                                "orders",
                                null,
                                bytes("{}"),
                                headers(
                                        "ce_id", "7",
                                        "ce_source", "//shop",
                                        "ce_type", "com.shop.order",
                                        "ce_time", "2026-01-01T12:00:00Z",
                                        "ce_partitionkey", "c7",
                                        "ce_traceparent", PARENT)));
        assertThat(message.identity()).isEqualTo("//shop#7");
        assertThat(message.type()).isEqualTo("com.shop.order");
        assertThat(message.key()).isEqualTo("c7");
        assertThat(message.trace()).isEqualTo(new Trace(null, PARENT));
        Message nameless = read(arrived("orders", null, bytes("{}"), headers("ce_id", "7")));
        assertThat(nameless.source()).isEqualTo(SOURCE);
    }

    @Test
    void whatCannotBeReadIsKeptAsItCame() {
        byte[] value = {1, 2, (byte) 0xff};
        List<Headers> wrong =
                List.of(
                        headers("content-type", "application/json"),
                        headers("content-type", "application/edn"),
                        headers("content-type", "image/png"),
                        headers("ce_id", "7", "ce_time", "yesterday"));
        for (Headers headers : wrong) {
            byte[] given = headers.lastHeader("ce_time") == null ? value : bytes("{}");
            RecordReader.Read read =
                    reader.read(arrived("orders", bytes("k"), given, headers), SOURCE);
            assertThat(Objects.requireNonNull(read.problem()).code())
                    .isEqualTo(MachineErrorCode.UNDECODABLE);
            Message message = read.message();
            assertThat(message.identity()).isEqualTo(SOURCE + "#orders-3-17");
            assertThat(message.key()).isEqualTo("k");
            assertThat(message.payload())
                    .containsEntry(Keyword.of("kafka/value"), Bytes.of(given))
                    .containsEntry(Keyword.of("kafka/key"), Bytes.of(bytes("k")))
                    .hasEntrySatisfying(
                            Keyword.of("kafka/headers"),
                            all -> assertThat((List<?>) all).isNotEmpty());
        }
    }

    @Test
    void ofAVeryLongValueTheBeginningIsKept() {
        byte[] value = new byte[RecordReader.MOST_KEPT + 1];
        Message message = reader.read(arrived("orders", null, value, headers()), SOURCE).message();
        assertThat(message.payload())
                .containsEntry(Keyword.of("kafka/length"), (long) value.length)
                .hasEntrySatisfying(
                        Keyword.of("kafka/value"),
                        kept ->
                                assertThat(((Bytes) kept).length())
                                        .isEqualTo(RecordReader.MOST_KEPT));
    }
}
