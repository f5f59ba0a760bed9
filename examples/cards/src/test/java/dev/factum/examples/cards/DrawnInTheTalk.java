package dev.factum.examples.cards;

import dev.factum.facts.connection.TxResult;
import dev.factum.machine.claim.Proposal;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.run.Machine;
import dev.factum.testkit.SimulatedProcess;
import dev.factum.testkit.World;
import java.util.Optional;

/// The effect machine as the talk draws it:
///
/// ```clojure
/// (let [[datoms messages] (handler message)
///       [error db-t] (persist! datoms)]
///   (case error
///     :db-error          (abort! error)
///     :idempotency-error (send-messages! messages db-t)
///     nil                (send-messages! messages db-t)))
/// ```
///
/// The handler runs before the duplicate is found. After a crash it sees its own facts, decides
/// "nothing to do", and what it had promised is never sent.
record DrawnInTheTalk(Machine machine) implements SimulatedProcess {

    @Override
    public void run(World world) {
        Optional<World.Received> next = world.receive();
        while (next.isPresent()) {
            Message message = next.get().message();
            machine.handlers()
                    .taking(message)
                    .forEach(handler -> runEffects(world, message, handler));
            next.get().acknowledge();
            next = world.receive();
        }
    }

    private void runEffects(World world, Message message, HandlerDefinition<?> handler) {
        Proposal decided = Proposal.of(machine.name(), handler, message, world.database());
        boolean isEmpty = decided.effects().isNone();
        if (isEmpty || !(world.transact(decided.request()) instanceof TxResult.Rejected)) {
            for (OutgoingMessage outgoing : decided.effects().messages()) {
                world.publish(sent(message, handler.name(), outgoing), () -> {});
            }
        }
    }

    private static Message sent(Message cause, String handler, OutgoingMessage outgoing) {
        String id = MessageId.ofMessage(cause, handler, outgoing.topic(), outgoing.key(), "only");
        return new Message(
                id,
                outgoing.topic(),
                outgoing.key(),
                outgoing.type(),
                cause.time(),
                null,
                cause.identity(),
                outgoing.payload());
    }
}
