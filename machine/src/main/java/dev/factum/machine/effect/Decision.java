package dev.factum.machine.effect;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a transaction of the machine owes beside its facts, as its log record keeps it: the
/// attachment. Immutable.
///
/// [DecisionCodec] says how it is written; other attachments are somebody else's.
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

        Keyword form() {
            return Keyword.of("decision", name().toLowerCase(Locale.ROOT));
        }
    }

    public Decision {
        messages = List.copyOf(messages);
        gated = List.copyOf(gated);
        requests = List.copyOf(requests);
        forgotten = Set.copyOf(forgotten);
    }

    /// A decision that owes nothing.
    public static Decision of(
            String machine, String handler, String message, long basis, Bytes digest) {
        return new Decision(
                machine,
                handler,
                message,
                basis,
                digest,
                List.of(),
                List.of(),
                List.of(),
                null,
                Bytes.of(),
                Set.of());
    }

    /// What sends messages and does nothing else, and was decided by no handler.
    public static Decision sending(
            String machine, String decider, String cause, long basis, List<Message> messages) {
        return of(machine, decider, cause, basis, Bytes.of()).messages(messages);
    }

    /// The same decision with what is to be sent.
    public Decision messages(List<Message> sent) {
        return owing(sent, gated, requests, reply);
    }

    /// The same decision with what is to be sent once all requests are done.
    public Decision gated(List<Message> held) {
        return owing(messages, held, requests, reply);
    }

    /// The same decision with what is to be performed.
    public Decision requests(List<Request> performed) {
        return owing(messages, gated, performed, reply);
    }

    /// The same decision with an answer to whoever sent the message.
    public Decision reply(@Nullable Reply answer) {
        return owing(messages, gated, requests, answer);
    }

    /// The same decision, on a message with this digest.
    public Decision received(Bytes messageDigest) {
        return new Decision(
                machine,
                handler,
                message,
                basis,
                digest,
                messages,
                gated,
                requests,
                reply,
                messageDigest,
                forgotten);
    }

    private Decision owing(
            List<Message> sent,
            List<Message> held,
            List<Request> performed,
            @Nullable Reply answer) {
        return new Decision(
                machine, handler, message, basis, digest, sent, held, performed, answer, received,
                forgotten);
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
        return DecisionCodec.encode(this);
    }

    /// The decision that a log entry carries, if it is one of the machine's.
    ///
    /// @throws FactumError `:factum.machine/unreadable-decision` if it should be one and cannot be
    ///   read
    public static Optional<Decision> in(LogEntry entry) {
        return DecisionCodec.decode(entry);
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
}
