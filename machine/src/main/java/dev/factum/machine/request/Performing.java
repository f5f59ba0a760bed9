package dev.factum.machine.request;

import dev.factum.machine.effect.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far the performance of a request is: the state of its step function. Immutable.
///
/// @param id the request's idempotency key
/// @param content the decision that planned it, once it was read
public record Performing(String id, @Nullable Decision content, Phase phase) {

    /// What is waited for.
    public sealed interface Phase {

        /// A database, to see what is to be done.
        record Looking() implements Phase {}

        /// The decision that planned it.
        record Reading() implements Phase {}

        /// The time and a database, now that the decision is here.
        record Choosing() implements Phase {}

        /// The writer, to take note that it is on its way.
        ///
        /// @param step that of the request, once it is noted
        /// @param before when it must have been sent, so that whoever finds the note later can rely
        ///   on it
        record Marking(Call call, long step, Instant before) implements Phase {}

        /// The time, now that the note is durable: whoever stood still meanwhile must not send.
        record Hurrying(Call call, long step, Instant before) implements Phase {}

        /// The partner.
        ///
        /// @param isProbe true if it is only asked
        /// @param step that of the request when it was sent
        record Sending(boolean isProbe, long step) implements Phase {}

        /// A database, to see what follows from an exchange.
        record Judging(Sending sending, Exchange exchange, Instant at, int asks) implements Phase {}

        /// The writer, to take note of what followed.
        ///
        /// @param judging null if there was no exchange
        record Recording(@Nullable Judging judging, int asks) implements Phase {}

        /// Nothing more.
        record Finished() implements Phase {}
    }

    Performing in(Phase next) {
        return new Performing(id, content, next);
    }

    Performing with(Decision decision, Phase next) {
        return new Performing(id, decision, next);
    }

    public boolean isFinished() {
        return phase instanceof Phase.Finished;
    }
}
