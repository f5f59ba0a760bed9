package dev.factum.gateway.kafka;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.Trace;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/// Messages as records. Safe to share between threads.
final class RecordWriter {

    private final KafkaSettings settings;

    RecordWriter(KafkaSettings settings) {
        this.settings = settings;
    }

    ProducerRecord<byte[], byte[]> write(Message message) {
        PayloadFormat format = settings.format(message.topic());
        var written =
                new ProducerRecord<>(
                        message.topic().name(),
                        message.key().getBytes(StandardCharsets.UTF_8),
                        format.write(message.payload()));
        Headers headers = written.headers();
        RecordHeaders.add(headers, RecordHeaders.SPEC_VERSION, "1.0");
        RecordHeaders.add(headers, RecordHeaders.ID, message.id());
        RecordHeaders.add(headers, RecordHeaders.SOURCE, source(message));
        RecordHeaders.add(headers, RecordHeaders.TYPE, message.type());
        RecordHeaders.add(headers, RecordHeaders.TIME, message.time().toString());
        RecordHeaders.add(headers, RecordHeaders.PARTITION_KEY, message.key());
        RecordHeaders.add(headers, RecordHeaders.CAUSATION, message.cause());
        RecordHeaders.add(headers, RecordHeaders.CORRELATION, message.correlation());
        Trace trace = message.trace();
        RecordHeaders.add(
                headers, RecordHeaders.TRACE_PARENT, trace == null ? null : trace.parent());
        RecordHeaders.add(headers, RecordHeaders.CONTENT_TYPE, format.contentType());
        return written;
    }

    private String source(Message message) {
        return message.source() == null ? settings.source() : message.source();
    }
}
