package dev.factum.machine.effect;

import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Payload;
import java.util.LinkedHashMap;
import java.util.Map;

/// A call of a partner, as data. Immutable; equal by content.
///
/// The partner is named, not addressed: where a destination is, is configuration.
public final class Request {

    private final String label;
    private final String destination;
    private final String method;
    private final String path;
    private final Map<Keyword, Object> body;

    private Request(
            String label,
            String destination,
            String method,
            String path,
            Map<Keyword, Object> body) {
        this.label = label;
        this.destination = destination;
        this.method = method;
        this.path = path;
        this.body = body;
    }

    /// A request without a body.
    ///
    /// @param label names the request among those of its effects; it goes into the idempotency key
    public static Request of(String label, String method, String destination, String path) {
        return new Request(label, destination, method, path, Map.of());
    }

    /// The same request with a body.
    public Request body(Map<Keyword, Object> content) {
        return new Request(label, destination, method, path, Payload.checked(content));
    }

    public String label() {
        return label;
    }

    public String destination() {
        return destination;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public Map<Keyword, Object> body() {
        return body;
    }

    /// The request as EDN data.
    public Map<Keyword, Object> form() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(Keyword.of("request/label"), label);
        form.put(Keyword.of("request/destination"), destination);
        form.put(Keyword.of("request/method"), method);
        form.put(Keyword.of("request/path"), path);
        form.put(Keyword.of("request/body"), Forms.closed(body));
        return form;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Request request && form().equals(request.form());
    }

    @Override
    public int hashCode() {
        return label.hashCode();
    }

    @Override
    public String toString() {
        return form().toString();
    }
}
