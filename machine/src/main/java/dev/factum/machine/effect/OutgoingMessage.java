package dev.factum.machine.effect;

import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Payload;
import dev.factum.machine.message.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message to be sent; its id is derived when it is decided. Immutable; equal by content.
///
/// @param label takes the place of the ordinal in the id, or null
/// @param isGated true if it is held back until the requests of its effects are done, and dropped
///   if one of them fails
/// @param payload may hold parts that are rendered after the commit
public record OutgoingMessage(
        Topic topic,
        String key,
        String type,
        @Nullable String label,
        boolean isGated,
        Map<Keyword, Object> payload) {

    private static final Keyword TOPIC = Keyword.of("message/topic");
    private static final Keyword KEY = Keyword.of("message/key");
    private static final Keyword TYPE = Keyword.of("message/type");
    private static final Keyword LABEL = Keyword.of("message/label");
    private static final Keyword NOW = Keyword.of("message/now");
    private static final Keyword PAYLOAD = Keyword.of("message/payload");

    public OutgoingMessage {
        payload = Payload.checked(payload);
    }

    /// A message whose payload is a record.
    public static OutgoingMessage of(Topic topic, String key, Record payload) {
        return new OutgoingMessage(
                topic,
                key,
                MessageType.nameOf(payload),
                null,
                true,
                MessageType.payloadOf(payload));
    }

    /// The same message under a label of the handler's choice: its id does not depend on what else
    /// is sent. Of two equal messages with one label, one is sent.
    public OutgoingMessage labelled(String name) {
        return new OutgoingMessage(topic, key, type, name, isGated, payload);
    }

    /// The same message, sent as soon as its effects are committed, whatever becomes of their
    /// requests.
    public OutgoingMessage now() {
        return new OutgoingMessage(topic, key, type, label, false, payload);
    }

    Map<Keyword, Object> form() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(TOPIC, topic.name());
        form.put(KEY, key);
        form.put(TYPE, type);
        if (label != null) {
            form.put(LABEL, label);
        }
        if (!isGated) {
            form.put(NOW, true);
        }
        form.put(PAYLOAD, Forms.closed(payload));
        return form;
    }
}
