package dev.factum.machine.claim;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far one message has come: the state of the step function. Immutable.
///
/// @param wantsReply true if somebody waits for the handler's reply
/// @param position by what right it is decided, if it was read from a source that has an owner
/// @param remaining the handlers that are not done with it, the present one first
/// @param outcomes what came of it in the handlers before
public record Delivery(
        Message message,
        boolean wantsReply,
        @Nullable Position position,
        List<HandlerDefinition<?>> remaining,
        List<Outcome> outcomes,
        Phase phase) {

    public Delivery {
        remaining = List.copyOf(remaining);
        outcomes = List.copyOf(outcomes);
    }

    /// What is waited for.
    public sealed interface Phase {

        /// A database to look the claim up in, and to run the handler on.
        ///
        /// @param runs how often the handler ran in vain
        record Looking(int runs) implements Phase {}

        /// The writer's answer to the note that the handler is about to begin.
        ///
        /// @param runs how often the handler ran in vain
        record Noting(int runs) implements Phase {}

        /// The writer's answer to the decision.
        ///
        /// @param proposal null if the decision is made at the writer
        /// @param asks how often the writer was asked in vain
        record Committing(@Nullable Proposal proposal, TxRequest request, int runs, int asks)
                implements Phase {}

        /// The log entry with the reply of transaction t.
        ///
        /// @param runs how often the handler ran; 0 if it was decided before
        record Replying(long t, int runs) implements Phase {}

        /// A database, to see whether the message is parked already.
        record Refused(FactumError error, Parked.Attempt attempt, int asks) implements Phase {}

        /// The writer's answer to parking the message.
        record Parking(Refused refused) implements Phase {}

        /// The broker, to take note.
        record Finishing() implements Phase {}

        /// Nothing more.
        record Finished() implements Phase {}
    }

    public boolean isFinished() {
        return phase instanceof Phase.Finished;
    }

    HandlerDefinition<?> handler() {
        return remaining.getFirst();
    }

    Delivery in(Phase next) {
        return new Delivery(message, wantsReply, position, remaining, outcomes, next);
    }

    /// The present handler is done with the message.
    Delivery done(Outcome outcome, Phase next) {
        var extended = new ArrayList<>(outcomes);
        extended.add(outcome);
        return new Delivery(
                message,
                wantsReply,
                position,
                remaining.subList(1, remaining.size()),
                extended,
                next);
    }
}
