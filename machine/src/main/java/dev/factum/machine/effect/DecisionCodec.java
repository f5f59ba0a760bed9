package dev.factum.machine.effect;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.encoding.FormCodec;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Decision.Forgotten;
import dev.factum.machine.message.Message;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Decisions as attachments: the bytes `FX`, 0, the version 1, and a map as
/// [dev.factum.facts.encoding] writes forms, its usual names by their place in a vocabulary.
///
/// What is not there is empty. A later version may have more names, at the end of the vocabulary.
final class DecisionCodec {

    private static final int[] BEGINNING = {'F', 'X', 0};
    private static final int VERSION = 1;
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

    /// The order is part of the format: names are only added at the end.
    private static final FormCodec FORMS =
            new FormCodec(
                    Stream.of(
                                    "decision/machine decision/handler decision/message",
                                    "decision/basis decision/digest decision/messages",
                                    "decision/gated decision/requests decision/reply",
                                    "decision/received decision/forgotten",
                                    "message/id message/topic message/key message/type",
                                    "message/time message/source message/cause message/trace",
                                    "message/payload trace/correlation trace/parent",
                                    "reply/type reply/payload",
                                    "request/label request/method request/destination",
                                    "request/path request/headers request/body request/context",
                                    "request/outcome request/probe request/after request/saga",
                                    "request/compensation")
                            .flatMap(names -> Stream.of(names.split(" ")))
                            .map(Keyword::of)
                            .toList());

    private DecisionCodec() {}

    static Bytes encode(Decision decision) {
        var out = new ByteWriter();
        for (int unit : BEGINNING) {
            out.writeByte(unit);
        }
        out.writeByte(VERSION);
        FORMS.write(out, form(decision));
        return out.toBytes();
    }

    private static Map<Keyword, Object> form(Decision decision) {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(MACHINE, decision.machine());
        form.put(HANDLER, decision.handler());
        form.put(MESSAGE, decision.message());
        form.put(BASIS, decision.basis());
        form.put(DIGEST, decision.digest());
        if (!decision.messages().isEmpty()) {
            form.put(MESSAGES, decision.messages().stream().map(Message::form).toList());
        }
        if (!decision.gated().isEmpty()) {
            form.put(GATED, decision.gated().stream().map(Message::form).toList());
        }
        if (!decision.requests().isEmpty()) {
            form.put(REQUESTS, decision.requests().stream().map(Request::form).toList());
        }
        if (decision.reply() != null) {
            form.put(REPLY, decision.reply().form());
        }
        if (decision.received().length() > 0) {
            form.put(RECEIVED, decision.received());
        }
        if (!decision.forgotten().isEmpty()) {
            form.put(
                    FORGOTTEN,
                    decision.forgotten().stream().sorted().map(Forgotten::form).toList());
        }
        return form;
    }

    /// The decision that an entry carries, if it is one of the machine's.
    static Optional<Decision> decode(LogEntry entry) {
        if (entry.attachment() == null) {
            return Optional.empty();
        }
        var in = new ByteReader(entry.attachment().toArray());
        if (!isOurs(in)) {
            return Optional.empty();
        }
        try {
            return Optional.of(decode(in));
        } catch (FactumError | ClassCastException problem) {
            throw unreadable(entry, problem);
        }
    }

    private static boolean isOurs(ByteReader in) {
        if (in.remaining() <= BEGINNING.length) {
            return false;
        }
        for (int unit : BEGINNING) {
            if (in.readByte() != unit) {
                return false;
            }
        }
        return true;
    }

    private static FactumError unreadable(LogEntry entry, RuntimeException problem) {
        return FactumError.of(
                        MachineErrorCode.UNREADABLE_DECISION,
                        "What this transaction owes cannot be read",
                        problem)
                .with("t", entry.t());
    }

    private static Decision decode(ByteReader in) {
        int version = in.readByte();
        if (version != VERSION || !(FORMS.read(in) instanceof Map<?, ?> form)) {
            throw new ClassCastException("No decision of version " + VERSION);
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
