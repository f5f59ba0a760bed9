package dev.factum.gateway.http.inbound;

import dev.factum.facts.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A response. Immutable.
///
/// @param headers in the order they are sent
public record Answer(int status, Map<String, String> headers, Bytes body) {

    static final String JSON = "application/json";

    public Answer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /// A response without a body.
    public static Answer of(int status) {
        return new Answer(status, Map.of(), Bytes.of());
    }

    /// A response whose body is JSON.
    ///
    /// @param content a record, a map, a list, or a value that JSON has
    public static Answer json(int status, Object content) {
        return of(status).body(JSON, Json.text(content));
    }

    /// The same response with a body.
    public Answer body(String type, String text) {
        return new Answer(status, headers, Bytes.of(text.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", type);
    }

    /// The same response with one more header.
    public Answer header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
