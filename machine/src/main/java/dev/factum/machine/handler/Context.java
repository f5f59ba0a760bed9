package dev.factum.machine.handler;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import java.time.Instant;
import java.util.UUID;

/// What is fixed for one message and one handler, whenever and however often it runs. Immutable.
///
/// @param message the message as it was received
/// @param handler the name of the handler
public record Context(Message message, String handler) {

    /// The message's time: the only clock a handler has.
    public Instant now() {
        return message.time();
    }

    /// An id for something new: the same for the same message, handler and label.
    public UUID id(String label) {
        return MessageId.ofLabel(message, handler, label);
    }

    /// The id of the message.
    public String messageId() {
        return message.id();
    }
}
