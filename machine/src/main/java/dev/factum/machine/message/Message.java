package dev.factum.machine.message;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.encoding.FormCodec;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message that exists: received, or committed and on its way. Immutable; equal by content.
///
/// The parts are those of CloudEvents. Whoever sends the same message again sends the same parts.
///
/// @param id unique within `source`; ids the machine gives are unique without it
/// @param key the unit of order: messages of one key are handled one after the other
/// @param type what the payload means, such as `"card/status-changed"`
/// @param time when what it tells of happened; the `now()` of the handler that takes it
/// @param source who gave the id, or null if the id alone is unique
/// @param cause the id of the message that led to this one, or null
/// @param trace what it belongs to beside that, or null
/// @param payload namespaced names and EDN values; never entity ids
public record Message(
        String id,
        Topic topic,
        String key,
        String type,
        Instant time,
        @Nullable String source,
        @Nullable String cause,
        @Nullable Trace trace,
        Map<Keyword, Object> payload) {

    public Message {
        payload = Payload.checked(payload);
    }

    /// A message without a trace.
    public Message(
            String id,
            Topic topic,
            String key,
            String type,
            Instant time,
            @Nullable String source,
            @Nullable String cause,
            Map<Keyword, Object> payload) {
        this(id, topic, key, type, time, source, cause, null, payload);
    }

    /// A message from outside whose payload is a record.
    public static Message of(String id, Topic topic, String key, Instant time, Record payload) {
        return new Message(
                id,
                topic,
                key,
                MessageType.nameOf(payload),
                time,
                null,
                null,
                MessageType.payloadOf(payload));
    }

    /// The same message, whose id is unique only within `sender`.
    public Message from(String sender) {
        return new Message(id, topic, key, type, time, sender, cause, trace, payload);
    }

    /// The same message with a trace.
    public Message traced(@Nullable Trace given) {
        return new Message(id, topic, key, type, time, source, cause, given, payload);
    }

    /// What tells this message from all others: its id, together with its source if it has one.
    public String identity() {
        return source == null ? id : source + "#" + id;
    }

    /// A SHA-256 over what is told: topic, key, type and payload, whenever and by whomever. Two
    /// messages of one identity that differ in it are a mistake of their sender.
    public Bytes digest() {
        return FormCodec.canonical(List.of(topic.name(), key, type, payload)).sha256();
    }

    /// The identity of the message that all this began with, as far as it is known.
    public String correlation() {
        if (trace != null && trace.correlation() != null) {
            return trace.correlation();
        }
        return cause == null ? identity() : cause;
    }

    /// The message as EDN data.
    public Map<Keyword, Object> form() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(Names.ID, id);
        form.put(Names.TOPIC, topic.name());
        form.put(Names.KEY, key);
        form.put(Names.TYPE, type);
        form.put(Names.TIME, time);
        if (source != null) {
            form.put(Names.SOURCE, source);
        }
        if (cause != null) {
            form.put(Names.CAUSE, cause);
        }
        if (trace != null) {
            form.put(Names.TRACE, trace.form());
        }
        form.put(Names.PAYLOAD, payload);
        return form;
    }

    /// The message that [#form] made this data of, or refuses it as `:factum.machine/undecodable`.
    public static Message ofForm(Map<?, ?> form) {
        try {
            return new Message(
                    part(form, Names.ID, String.class),
                    Topic.of(part(form, Names.TOPIC, String.class)),
                    part(form, Names.KEY, String.class),
                    part(form, Names.TYPE, String.class),
                    part(form, Names.TIME, Instant.class),
                    (String) form.get(Names.SOURCE),
                    (String) form.get(Names.CAUSE),
                    Trace.ofForm(form.get(Names.TRACE)),
                    Payload.checked(part(form, Names.PAYLOAD, Map.class)));
        } catch (ClassCastException | FactumError problem) {
            throw FactumError.of(
                            MachineErrorCode.UNDECODABLE, "This data is not a message", problem)
                    .form(form);
        }
    }

    private static <T> T part(Map<?, ?> form, Keyword name, Class<T> type) {
        Object value = form.get(name);
        if (value == null) {
            throw FactumError.of(MachineErrorCode.UNDECODABLE, "A part of the message is missing")
                    .with("part", name);
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return Edn.print(form());
    }

    /// What the parts are called in EDN.
    private static final class Names {
        static final Keyword ID = Keyword.of("message/id");
        static final Keyword TOPIC = Keyword.of("message/topic");
        static final Keyword KEY = Keyword.of("message/key");
        static final Keyword TYPE = Keyword.of("message/type");
        static final Keyword TIME = Keyword.of("message/time");
        static final Keyword SOURCE = Keyword.of("message/source");
        static final Keyword CAUSE = Keyword.of("message/cause");
        static final Keyword TRACE = Keyword.of("message/trace");
        static final Keyword PAYLOAD = Keyword.of("message/payload");
    }
}
