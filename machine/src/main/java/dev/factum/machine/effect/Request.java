package dev.factum.machine.effect;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Payload;
import dev.factum.machine.message.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A call of a partner, as data. Immutable; equal by content.
///
/// The partner is named, not addressed: where a destination is, is configuration. What comes of the
/// call is a message on the topic that [#outcome] names, for an ordinary handler.
///
/// ```java
/// Request.of("approval", "POST", "bureau", "/approvals")
///         .body(new ApprovalRequest(offerId, amount))
///         .outcome(APPROVAL_KNOWN)
///         .probe("/approvals/" + offerId)
///         .compensatedBy(Request.of("withdraw", "DELETE", "bureau", "/approvals/" + offerId))
/// ```
public final class Request {

    private final String label;
    private final String method;
    private final String destination;
    private final String path;
    private final Options options;

    /// What a request may have and need not.
    private record Options(
            Map<String, String> headers,
            Map<Keyword, Object> body,
            Map<Keyword, Object> context,
            @Nullable Topic outcome,
            @Nullable String probe,
            @Nullable String after,
            @Nullable String saga,
            @Nullable Request compensation) {

        static final Options NONE =
                new Options(Map.of(), Map.of(), Map.of(), null, null, null, null, null);
    }

    private Request(String label, String method, String destination, String path, Options options) {
        this.label = label;
        this.method = method;
        this.destination = destination;
        this.path = path;
        this.options = options;
    }

    /// A request without a body.
    ///
    /// @param label names the request among those of its effects; it goes into the idempotency key
    public static Request of(String label, String method, String destination, String path) {
        return new Request(label, method, destination, path, Options.NONE);
    }

    // ---- what is sent

    /// The same request with a body.
    public Request body(Map<Keyword, Object> content) {
        Map<Keyword, Object> checked = Payload.checked(content);
        return with(o ->
                new Options(
                        o.headers,
                        checked,
                        o.context,
                        o.outcome,
                        o.probe,
                        o.after,
                        o.saga,
                        o.compensation));
    }

    /// The same request with a record as its body.
    public Request body(Record content) {
        return body(MessageType.payloadOf(content));
    }

    /// The same request with one more header. The key that makes attempts one is added by itself.
    public Request header(String name, String value) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(options.headers);
        headers.put(name, value);
        return with(o ->
                new Options(
                        headers,
                        o.body,
                        o.context,
                        o.outcome,
                        o.probe,
                        o.after,
                        o.saga,
                        o.compensation));
    }

    // ---- what comes of it

    /// The same request, whose outcome is told on a topic as a
    /// [dev.factum.machine.request.RequestOutcome].
    public Request outcome(Topic topic) {
        return with(o ->
                new Options(
                        o.headers,
                        o.body,
                        o.context,
                        topic,
                        o.probe,
                        o.after,
                        o.saga,
                        o.compensation));
    }

    /// The same request with what the handler of the outcome wants to be told again.
    public Request context(Map<Keyword, Object> content) {
        Map<Keyword, Object> checked = Payload.checked(content);
        return with(o ->
                new Options(
                        o.headers,
                        o.body,
                        checked,
                        o.outcome,
                        o.probe,
                        o.after,
                        o.saga,
                        o.compensation));
    }

    /// The same request with what the handler of the outcome wants to be told again.
    public Request context(Record content) {
        return context(MessageType.payloadOf(content));
    }

    /// The same request with a path at the same destination that says, asked with `GET`, whether it
    /// was performed: a success means yes, 404 or 410 no. Asked where an attempt ends without an
    /// answer and cannot just be repeated.
    public Request probe(String readOnlyPath) {
        return with(o ->
                new Options(
                        o.headers,
                        o.body,
                        o.context,
                        o.outcome,
                        readOnlyPath,
                        o.after,
                        o.saga,
                        o.compensation));
    }

    // ---- what it belongs to

    /// The same request, sent only once another one of the same effects is done.
    ///
    /// @param other the label of that request
    public Request after(String other) {
        return with(o ->
                new Options(
                        o.headers,
                        o.body,
                        o.context,
                        o.outcome,
                        o.probe,
                        other,
                        o.saga,
                        o.compensation));
    }

    /// The same request as a step of something that may have to be undone as a whole; see
    /// [Effects#compensate].
    public Request saga(String name) {
        return with(o ->
                new Options(
                        o.headers,
                        o.body,
                        o.context,
                        o.outcome,
                        o.probe,
                        o.after,
                        name,
                        o.compensation));
    }

    /// The same request with the one that undoes it.
    public Request compensatedBy(Request undoing) {
        return with(o ->
                new Options(
                        o.headers, o.body, o.context, o.outcome, o.probe, o.after, o.saga,
                        undoing));
    }

    private Request with(UnaryOperator<Options> change) {
        return new Request(label, method, destination, path, change.apply(options));
    }

    // ---- looking at it

    public String label() {
        return label;
    }

    public String method() {
        return method;
    }

    public String destination() {
        return destination;
    }

    public String path() {
        return path;
    }

    public Map<String, String> headers() {
        return options.headers;
    }

    /// Empty if nothing is sent.
    public Map<Keyword, Object> body() {
        return options.body;
    }

    public Map<Keyword, Object> context() {
        return options.context;
    }

    public Optional<Topic> outcome() {
        return Optional.ofNullable(options.outcome);
    }

    public Optional<String> probe() {
        return Optional.ofNullable(options.probe);
    }

    /// The label of the request that comes before this one.
    public Optional<String> after() {
        return Optional.ofNullable(options.after);
    }

    public Optional<String> saga() {
        return Optional.ofNullable(options.saga);
    }

    public Optional<Request> compensation() {
        return Optional.ofNullable(options.compensation);
    }

    /// The request as EDN data.
    public Map<Keyword, Object> form() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(Names.LABEL, label);
        form.put(Names.METHOD, method);
        form.put(Names.DESTINATION, destination);
        form.put(Names.PATH, path);
        putUnlessEmpty(form, Names.HEADERS, options.headers);
        putUnlessEmpty(form, Names.BODY, Forms.closed(options.body));
        putUnlessEmpty(form, Names.CONTEXT, Forms.closed(options.context));
        outcome().ifPresent(topic -> form.put(Names.OUTCOME, topic.name()));
        probe().ifPresent(probe -> form.put(Names.PROBE, probe));
        after().ifPresent(other -> form.put(Names.AFTER, other));
        saga().ifPresent(name -> form.put(Names.SAGA, name));
        compensation().ifPresent(undoing -> form.put(Names.COMPENSATION, undoing.form()));
        return form;
    }

    private static void putUnlessEmpty(Map<Keyword, Object> form, Keyword name, Map<?, ?> content) {
        if (!content.isEmpty()) {
            form.put(name, content);
        }
    }

    /// The request that [#form] made this data of, or refuses it as `:factum.machine/undecodable`.
    public static Request ofForm(Map<?, ?> form) {
        try {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            map(form, Names.HEADERS)
                    .forEach((name, value) -> headers.put((String) name, (String) value));
            String outcome = (String) form.get(Names.OUTCOME);
            var undoing = (Map<?, ?>) form.get(Names.COMPENSATION);
            return new Request(
                    part(form, Names.LABEL),
                    part(form, Names.METHOD),
                    part(form, Names.DESTINATION),
                    part(form, Names.PATH),
                    new Options(
                            headers,
                            Payload.checked(map(form, Names.BODY)),
                            Payload.checked(map(form, Names.CONTEXT)),
                            outcome == null ? null : Topic.of(outcome),
                            (String) form.get(Names.PROBE),
                            (String) form.get(Names.AFTER),
                            (String) form.get(Names.SAGA),
                            undoing == null ? null : ofForm(undoing)));
        } catch (ClassCastException problem) {
            throw FactumError.of(
                            MachineErrorCode.UNDECODABLE, "This data is not a request", problem)
                    .form(form);
        }
    }

    private static Map<?, ?> map(Map<?, ?> form, Keyword name) {
        return form.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String part(Map<?, ?> form, Keyword name) {
        if (form.get(name) instanceof String text) {
            return text;
        }
        throw FactumError.of(MachineErrorCode.UNDECODABLE, "A part of the request is missing")
                .with("part", name)
                .form(form);
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

    /// What the parts are called in EDN.
    private static final class Names {
        static final Keyword LABEL = Keyword.of("request/label");
        static final Keyword METHOD = Keyword.of("request/method");
        static final Keyword DESTINATION = Keyword.of("request/destination");
        static final Keyword PATH = Keyword.of("request/path");
        static final Keyword HEADERS = Keyword.of("request/headers");
        static final Keyword BODY = Keyword.of("request/body");
        static final Keyword CONTEXT = Keyword.of("request/context");
        static final Keyword OUTCOME = Keyword.of("request/outcome");
        static final Keyword PROBE = Keyword.of("request/probe");
        static final Keyword AFTER = Keyword.of("request/after");
        static final Keyword SAGA = Keyword.of("request/saga");
        static final Keyword COMPENSATION = Keyword.of("request/compensation");
    }
}
