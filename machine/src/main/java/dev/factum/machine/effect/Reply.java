package dev.factum.machine.effect;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Payload;
import java.util.LinkedHashMap;
import java.util.Map;

/// The answer to whoever sent the message, given once the decision is durable, and given again when
/// the message comes again. Immutable; equal by content.
///
/// @param type what the payload means; an HTTP controller makes a status of it
/// @param payload may hold parts that are rendered after the commit
public record Reply(String type, Map<Keyword, Object> payload) {

    private static final Keyword TYPE = Keyword.of("reply/type");
    private static final Keyword PAYLOAD = Keyword.of("reply/payload");

    public Reply {
        payload = Payload.checked(payload);
    }

    /// A reply whose payload is a record.
    public static Reply of(Record payload) {
        return new Reply(MessageType.nameOf(payload), MessageType.payloadOf(payload));
    }

    /// True if the payload is one of these records.
    public boolean is(Class<? extends Record> record) {
        return MessageType.nameOf(record).equals(type);
    }

    /// The payload as a record.
    public <R extends Record> R as(Class<R> record) {
        return MessageType.read(payload, record);
    }

    /// The reply as EDN data.
    public Map<Keyword, Object> form() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(TYPE, type);
        form.put(PAYLOAD, Forms.closed(payload));
        return form;
    }

    /// The reply that [#form] made this data of, or refuses it as `:factum.machine/undecodable`.
    public static Reply ofForm(Map<?, ?> form) {
        if (form.get(TYPE) instanceof String type
                && form.get(PAYLOAD) instanceof Map<?, ?> payload) {
            return new Reply(type, Payload.checked(payload));
        }
        throw FactumError.of(MachineErrorCode.UNDECODABLE, "This data is not a reply").form(form);
    }
}
