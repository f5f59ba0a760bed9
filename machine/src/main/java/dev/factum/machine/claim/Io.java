package dev.factum.machine.claim;

import dev.factum.facts.connection.TxRequest;

/// What the step function asks for. Each is answered by one [Event].
public sealed interface Io {

    /// The latest database, with transaction `atLeast` in it.
    record Look(long atLeast) implements Io {}

    /// The writer's answer to a request.
    ///
    /// @param asks how often it was asked in vain before; wait the longer, the more
    record Transact(TxRequest request, int asks) implements Io {}

    /// The log entry of transaction t.
    record ReadLog(long t) implements Io {}

    /// Tells the broker that the message is done with.
    record Acknowledge() implements Io {}

    /// Keeps the message: it is to be delivered again, before later ones of its key.
    record GiveBack() implements Io {}
}
