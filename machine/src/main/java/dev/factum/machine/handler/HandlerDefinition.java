package dev.factum.machine.handler;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;

/// A handler with its name, the messages it takes, and its contract. Immutable.
///
/// @param name goes into claims and ids; renaming a handler makes it a new one, which decides
///   redelivered messages anew
/// @param parksKey true if later messages of a key wait while one of them is parked
public record HandlerDefinition<M>(
        String name,
        Topic topic,
        MessageType<M> type,
        Handler<M> handler,
        Contract contract,
        boolean parksKey) {

    /// A handler whose later messages of a key wait for one that is parked.
    public HandlerDefinition(
            String name, Topic topic, MessageType<M> type, Handler<M> handler, Contract contract) {
        this(name, topic, type, handler, contract, true);
    }

    /// The same handler, whose later messages pass by one that is parked.
    public HandlerDefinition<M> passing() {
        return new HandlerDefinition<>(name, topic, type, handler, contract, false);
    }

    /// True if the message is for this handler.
    public boolean takes(Message message) {
        return topic.equals(message.topic()) && type.takes(message.type());
    }
}
