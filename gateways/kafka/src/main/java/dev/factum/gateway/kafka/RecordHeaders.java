package dev.factum.gateway.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The headers of a record, by the Kafka binding of CloudEvents 1.0 in binary mode, and text in and
/// out of them.
final class RecordHeaders {

    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String TIME = "ce_time";
    static final String PARTITION_KEY = "ce_partitionkey";
    static final String CAUSATION = "ce_causationid";
    static final String CORRELATION = "ce_correlationid";
    static final String TRACE_PARENT = "traceparent";
    static final String EVENT_TRACE_PARENT = "ce_traceparent";
    static final String CONTENT_TYPE = "content-type";

    /// The source of messages whose id is unique by itself begins so.
    static final String OWN_SOURCE = "urn:factum:";

    private RecordHeaders() {}

    /// Adds a header, unless there is nothing to say.
    static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// What the last header of this name says, or null.
    static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
