package dev.factum.machine.handler;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import java.time.Duration;

/// A handler with its name, the messages it takes, and its contract. Immutable.
///
/// @param name goes into claims and ids; renaming a handler makes it a new one, which decides
///   redelivered messages anew
/// @param parksKey true if later messages of a key wait while one of them is parked
/// @param budget for how long it may run for one message
public record HandlerDefinition<M>(
        String name,
        Topic topic,
        MessageType<M> type,
        Handler<M> handler,
        Contract contract,
        boolean parksKey,
        Duration budget) {

    private static final Duration USUAL = Duration.ofSeconds(30);

    /// A handler whose later messages of a key wait for one that is parked.
    public HandlerDefinition(
            String name, Topic topic, MessageType<M> type, Handler<M> handler, Contract contract) {
        this(name, topic, type, handler, contract, true, USUAL);
    }

    /// The same handler, whose later messages pass by one that is parked.
    public HandlerDefinition<M> passing() {
        return new HandlerDefinition<>(name, topic, type, handler, contract, false, budget);
    }

    /// The same handler, which may run for so long.
    public HandlerDefinition<M> within(Duration longest) {
        return new HandlerDefinition<>(name, topic, type, handler, contract, parksKey, longest);
    }

    /// The same with other code.
    public HandlerDefinition<M> with(Handler<M> code) {
        return new HandlerDefinition<>(name, topic, type, code, contract, parksKey, budget);
    }

    /// True if the message is for this handler.
    public boolean takes(Message message) {
        return topic.equals(message.topic()) && type.takes(message.type());
    }
}
