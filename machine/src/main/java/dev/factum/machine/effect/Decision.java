package dev.factum.machine.effect;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.edn.Tagged;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a transaction of the machine owes beside its facts, as its log record keeps it: the
/// attachment. Immutable.
///
/// It is EDN text under the tag `#factum/effects`; other attachments are somebody else's.
///
/// @param machine the name of the machine that decided; its relay sends the messages, no other
/// @param handler who decided there
/// @param message the identity of the message that was decided
/// @param basis the t of the database that the handler saw
/// @param digest that of the effects before anything was rendered
/// @param messages what is to be sent, complete and in order
/// @param gated what is to be sent once all requests are done
/// @param requests what is to be performed, complete; how far each is, is facts
/// @param received [Message#digest] of the message that was decided, which tells it from another
///   one with the same identity; empty if no message was received
/// @param forgotten what was owed once and is not kept any more; what remains tells who decided on
///   what, and that the effects were these
public record Decision(
        String machine,
        String handler,
        String message,
        long basis,
        Bytes digest,
        List<Message> messages,
        List<Message> gated,
        List<Request> requests,
        @Nullable Reply reply,
        Bytes received,
        Set<Forgotten> forgotten) {

    /// What a decision may forget once nobody needs it any more.
    public enum Forgotten {
        MESSAGES,
        GATED,
        REQUESTS,
        REPLY;

        private Keyword form() {
            return Keyword.of("decision", name().toLowerCase(Locale.ROOT));
        }
    }

    private static final Symbol TAG = Symbol.of("factum/effects");
    private static final byte[] BEGINNING = "#factum/effects ".getBytes(StandardCharsets.UTF_8);
    private static final Keyword MACHINE = Keyword.of("decision/machine");
    private static final Keyword HANDLER = Keyword.of("decision/handler");
    private static final Keyword MESSAGE = Keyword.of("decision/message");
    private static final Keyword BASIS = Keyword.of("decision/basis");
    private static final Keyword DIGEST = Keyword.of("decision/digest");
    private static final Keyword MESSAGES = Keyword.of("decision/messages");
    private static final Keyword GATED = Keyword.of("decision/gated");
    private static final Keyword REQUESTS = Keyword.of("decision/requests");
    private static final Keyword REPLY = Keyword.of("decision/reply");
    private static final Keyword RECEIVED = Keyword.of("decision/received");
    private static final Keyword FORGOTTEN = Keyword.of("decision/forgotten");

    public Decision {
        messages = List.copyOf(messages);
        gated = List.copyOf(gated);
        requests = List.copyOf(requests);
        forgotten = Set.copyOf(forgotten);
    }

    /// A decision of which everything is kept.
    public Decision(
            String machine,
            String handler,
            String message,
            long basis,
            Bytes digest,
            List<Message> messages,
            List<Message> gated,
            List<Request> requests,
            @Nullable Reply reply,
            Bytes received) {
        this(
                machine, handler, message, basis, digest, messages, gated, requests, reply,
                received, Set.of());
    }

    /// A decision that does not say what was received.
    public Decision(
            String machine,
            String handler,
            String message,
            long basis,
            Bytes digest,
            List<Message> messages,
            List<Message> gated,
            List<Request> requests,
            @Nullable Reply reply) {
        this(
                machine,
                handler,
                message,
                basis,
                digest,
                messages,
                gated,
                requests,
                reply,
                Bytes.of());
    }

    /// What sends messages and does nothing else, and was decided by no handler.
    public static Decision sending(
            String machine, String decider, String cause, long basis, List<Message> messages) {
        return new Decision(
                machine, decider, cause, basis, Bytes.of(), messages, List.of(), List.of(), null);
    }

    /// The request under a label.
    ///
    /// @throws FactumError `:factum.machine/effects-forgotten` if requests were let go,
    ///   `:factum.machine/unreadable-decision` if there is none
    public Request request(String label) {
        for (Request request : requests) {
            if (request.label().equals(label)) {
                return request;
            }
        }
        require(Forgotten.REQUESTS);
        throw FactumError.of(
                        MachineErrorCode.UNREADABLE_DECISION, "The decision has no such request")
                .with("message", message)
                .with("label", label);
    }

    /// Refuses if a part of what was owed is not kept any more.
    ///
    /// @throws FactumError `:factum.machine/effects-forgotten`
    public void require(Forgotten part) {
        if (forgotten.contains(part)) {
            throw FactumError.of(
                            MachineErrorCode.EFFECTS_FORGOTTEN,
                            "What was decided is older than effects are kept")
                    .with("message", message)
                    .with("handler", handler)
                    .with("part", part.form());
        }
    }

    /// The same decision without what it owed, but for some requests.
    public Decision forgetting(Predicate<Request> isKept) {
        List<Request> kept = requests.stream().filter(isKept).toList();
        var gone = EnumSet.noneOf(Forgotten.class);
        gone.addAll(forgotten);
        if (!messages.isEmpty()) {
            gone.add(Forgotten.MESSAGES);
        }
        if (!gated.isEmpty()) {
            gone.add(Forgotten.GATED);
        }
        if (kept.size() < requests.size()) {
            gone.add(Forgotten.REQUESTS);
        }
        if (reply != null) {
            gone.add(Forgotten.REPLY);
        }
        return new Decision(
                machine, handler, message, basis, digest, List.of(), List.of(), kept, null,
                received, gone);
    }

    /// The attachment.
    public Bytes encode() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(MACHINE, machine);
        form.put(HANDLER, handler);
        form.put(MESSAGE, message);
        form.put(BASIS, basis);
        form.put(DIGEST, digest);
        if (!messages.isEmpty()) {
            form.put(MESSAGES, messages.stream().map(Message::form).toList());
        }
        if (!gated.isEmpty()) {
            form.put(GATED, gated.stream().map(Message::form).toList());
        }
        if (!requests.isEmpty()) {
            form.put(REQUESTS, requests.stream().map(Request::form).toList());
        }
        if (reply != null) {
            form.put(REPLY, reply.form());
        }
        if (received.length() > 0) {
            form.put(RECEIVED, received);
        }
        if (!forgotten.isEmpty()) {
            form.put(FORGOTTEN, forgotten.stream().sorted().map(Forgotten::form).toList());
        }
        return Bytes.of(Edn.print(new Tagged(TAG, form)).getBytes(StandardCharsets.UTF_8));
    }

    /// The decision that a log entry carries, if it is one of the machine's.
    ///
    /// @throws FactumError `:factum.machine/unreadable-decision` if it should be one and cannot be
    ///   read
    public static Optional<Decision> in(LogEntry entry) {
        byte[] bytes = entry.attachment() == null ? new byte[0] : entry.attachment().toArray();
        if (bytes.length < BEGINNING.length
                || !Arrays.equals(bytes, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(new String(bytes, StandardCharsets.UTF_8)));
        } catch (FactumError | ClassCastException problem) {
            throw FactumError.of(
                            MachineErrorCode.UNREADABLE_DECISION,
                            "What this transaction owes cannot be read",
                            problem)
                    .with("t", entry.t());
        }
    }

    /// The decision that a log entry must carry.
    ///
    /// @throws FactumError `:factum.machine/unreadable-decision` if it cannot be read or is not
    ///   there
    public static Decision at(LogEntry entry) {
        return in(entry)
                .orElseThrow(() ->
                        FactumError.of(
                                        MachineErrorCode.UNREADABLE_DECISION,
                                        "This transaction has no decision of a machine")
                                .with("t", entry.t()));
    }

    private static Decision read(String text) {
        if (!(Edn.read(text) instanceof Tagged(_, Map<?, ?> form))) {
            throw new ClassCastException("Not a map");
        }
        return new Decision(
                String.valueOf(form.get(MACHINE)),
                String.valueOf(form.get(HANDLER)),
                String.valueOf(form.get(MESSAGE)),
                form.get(BASIS) instanceof Long basis ? basis : 0,
                form.get(DIGEST) instanceof Bytes digest ? digest : Bytes.of(),
                all(form, MESSAGES, Message::ofForm),
                all(form, GATED, Message::ofForm),
                all(form, REQUESTS, Request::ofForm),
                form.get(REPLY) instanceof Map<?, ?> reply ? Reply.ofForm(reply) : null,
                form.get(RECEIVED) instanceof Bytes received ? received : Bytes.of(),
                forgotten(form));
    }

    private static Set<Forgotten> forgotten(Map<?, ?> form) {
        var parts = EnumSet.noneOf(Forgotten.class);
        if (form.get(FORGOTTEN) instanceof List<?> names) {
            for (Forgotten each : Forgotten.values()) {
                if (names.contains(each.form())) {
                    parts.add(each);
                }
            }
        }
        return parts;
    }

    private static <E> List<E> all(Map<?, ?> form, Keyword name, Function<Map<?, ?>, E> read) {
        var elements = new ArrayList<E>();
        if (form.get(name) instanceof List<?> forms) {
            forms.forEach(each -> elements.add(read.apply((Map<?, ?>) each)));
        }
        return elements;
    }
}
