package dev.factum.machine.claim;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.effect.Reply;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of one message in one handler.
public sealed interface Outcome {

    /// The handler's name.
    String handler();

    /// Decided by the durable transaction t, now.
    ///
    /// @param runs how often the handler ran for it
    record Decided(String handler, long t, int runs, @Nullable Reply answer) implements Outcome {}

    /// Decided before, by the durable transaction t; nothing was done now.
    record Repeated(String handler, long t, @Nullable Reply answer) implements Outcome {}

    /// Decided before, by the durable transaction t, with a reply that is not kept any more;
    /// nothing was done now.
    record Forgotten(String handler, long t, FactumError error) implements Outcome {}

    /// Set aside: the handler or the database refused it and would refuse it again.
    record SetAside(String handler, FactumError error) implements Outcome {}

    /// Not known: the writer could not be reached. The message is still to be delivered; by
    /// somebody else, if the error is `:factum.machine/fenced`.
    record Undecided(String handler, FactumError error) implements Outcome {}

    /// The reply, if there is one and it was asked for.
    default Optional<Reply> reply() {
        return switch (this) {
            case Decided decided -> Optional.ofNullable(decided.answer());
            case Repeated repeated -> Optional.ofNullable(repeated.answer());
            case Forgotten _, SetAside _, Undecided _ -> Optional.empty();
        };
    }
}
