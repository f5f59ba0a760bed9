package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.effect.Reply;

/// What came of a request.
sealed interface Settled {

    /// There is a reply, of the durable transaction t.
    ///
    /// @param again true if it was decided before
    record Replied(Reply reply, long t, boolean again) implements Settled {}

    /// It is decided by the durable transaction t, and that is all.
    record Done(long t, boolean again) implements Settled {}

    /// It is decided by the durable transaction t, and a reply will come of it.
    record Promised(long t, boolean again) implements Settled {}

    /// It is parked behind an earlier message of its key, and is decided after that.
    record Postponed() implements Settled {}

    /// It was not decided, or must not be answered.
    ///
    /// @param isParked true if it is kept, and may still be decided
    record Failed(FactumError error, boolean isParked) implements Settled {}
}
