package dev.factum.machine.run;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Outcome;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.message.Message;
import java.util.List;
import java.util.Optional;

/// What came of a message, handler by handler. Immutable.
public record Receipt(Message message, List<Outcome> outcomes) {

    public Receipt {
        outcomes = List.copyOf(outcomes);
    }

    /// The first reply that a handler gave.
    public Optional<Reply> reply() {
        return outcomes.stream().flatMap(outcome -> outcome.reply().stream()).findFirst();
    }

    /// Why a handler did not decide, if one did not, or why its reply is not known any more.
    public Optional<FactumError> error() {
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.SetAside(_, var error) -> {
                    return Optional.of(error);
                }
                case Outcome.Undecided(_, var error) -> {
                    return Optional.of(error);
                }
                case Outcome.Forgotten(_, _, var error) -> {
                    return Optional.of(error);
                }
                case Outcome.Decided _, Outcome.Repeated _ -> {}
            }
        }
        return Optional.empty();
    }

    /// True if every handler has decided, now or before.
    public boolean isDecided() {
        return outcomes.stream()
                .noneMatch(each ->
                        each instanceof Outcome.SetAside || each instanceof Outcome.Undecided);
    }
}
