package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Requests that become messages: method and path, the topic, and the record that the body says.
/// Immutable; each method gives another route.
///
/// ```java
/// Route.post("/cards/{id}/block", COMMANDS, BlockCard.class).keyedBy(block -> block.id().toString())
/// ```
///
/// What the path names is part of the record, as if the body said it.
///
/// @param <R> the record
public final class Route<R extends Record> {

    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final String method;
    private final PathTemplate path;
    private final Topic topic;
    private final Class<R> type;
    private final Optional<Function<R, String>> key;
    private final boolean needsKey;
    private final boolean answersLater;

    private Route(
            String method,
            PathTemplate path,
            Topic topic,
            Class<R> type,
            Optional<Function<R, String>> key,
            boolean needsKey,
            boolean answersLater) {
        this.method = method;
        this.path = path;
        this.topic = topic;
        this.type = type;
        this.key = key;
        this.needsKey = needsKey;
        this.answersLater = answersLater;
    }

    public static <R extends Record> Route<R> post(String path, Topic topic, Class<R> type) {
        return of("POST", path, topic, type);
    }

    /// A route for a method that changes something.
    ///
    /// @throws FactumError `:factum.http/invalid-route`
    public static <R extends Record> Route<R> of(
            String method, String path, Topic topic, Class<R> type) {
        if (!METHODS.contains(method)) {
            throw FactumError.of(
                            HttpErrorCode.INVALID_ROUTE,
                            "A message comes of POST, PUT, PATCH or DELETE")
                    .with("method", method);
        }
        return new Route<>(
                method, PathTemplate.of(path), topic, type, Optional.empty(), true, false);
    }

    /// Messages of one key are decided one after the other. Without a rule each request has a key
    /// of its own.
    public Route<R> keyedBy(Function<R, String> rule) {
        return new Route<>(method, path, topic, type, Optional.of(rule), needsKey, answersLater);
    }

    /// Requests without an `Idempotency-Key` are taken too. Who sends one of them again may have it
    /// done twice.
    public Route<R> withoutKey() {
        return new Route<>(method, path, topic, type, key, false, answersLater);
    }

    /// The first handler does not reply; one that handles what comes of it does, such as the
    /// outcome of a request to a partner. Until then the answer is where to ask.
    public Route<R> answeredLater() {
        return new Route<>(method, path, topic, type, key, needsKey, true);
    }

    String method() {
        return method;
    }

    PathTemplate path() {
        return path;
    }

    Topic topic() {
        return topic;
    }

    boolean needsKey() {
        return needsKey;
    }

    boolean answersLater() {
        return answersLater;
    }

    /// What ids derive from.
    String name() {
        return method + " " + path.text();
    }

    /// The message that a request becomes.
    ///
    /// @throws FactumError if the body is not what the record wants
    Message message(RequestId id, Instant now, Incoming request) {
        R payload = Json.read(request.body(), request.variables(), type);
        String lane = key.map(rule -> rule.apply(payload)).orElse(id.text());
        return Message.of(id.text(), topic, lane, now, payload)
                .traced(RequestHeaders.trace(request).orElse(null));
    }
}
