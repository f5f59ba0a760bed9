package dev.factum.machine.request;

import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.Map;

/// What an attempt means for its request.
sealed interface Verdict {

    /// It was performed.
    record Done(int status, Map<Keyword, Object> body) implements Verdict {}

    /// It was not performed and never will be.
    ///
    /// @param status 0 if there was no answer
    record Failed(int status, Map<Keyword, Object> body, String reason) implements Verdict {}

    /// It is to be sent again under the same key.
    ///
    /// @param maybeSent true if this attempt may have reached the partner
    record Again(Instant at, String reason, boolean maybeSent) implements Verdict {}

    /// Nobody knows whether it was performed.
    record Lost(String reason) implements Verdict {}

    /// The partner was asked and has not performed it: it is to be sent again.
    record NotHappened(Instant at) implements Verdict {}

    /// The partner was asked and did not say.
    record AskAgain(Instant at, String reason) implements Verdict {}
}
