package dev.factum.machine.handler;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;

/// A handler with its name, the messages it takes, and its contract. Immutable.
///
/// @param name goes into claims and ids; renaming a handler makes it a new one, which decides
///   redelivered messages anew
public record HandlerDefinition<M>(
        String name, Topic topic, MessageType<M> type, Handler<M> handler, Contract contract) {

    /// True if the message is for this handler.
    public boolean takes(Message message) {
        return topic.equals(message.topic()) && type.takes(message.type());
    }
}
