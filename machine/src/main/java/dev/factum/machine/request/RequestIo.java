package dev.factum.machine.request;

import dev.factum.facts.connection.TxRequest;
import java.time.Duration;

/// What the step function of a request asks for. Each is answered by one [RequestEvent].
public sealed interface RequestIo {

    /// The latest database, and the time.
    record Look() implements RequestIo {}

    /// The log entry of transaction t.
    record ReadLog(long t) implements RequestIo {}

    /// One attempt, or one question.
    record Send(Call call) implements RequestIo {}

    /// The writer's answer to a request.
    ///
    /// @param asks how often it was asked in vain before; wait the longer, the more
    record Transact(TxRequest request, int asks) implements RequestIo {}

    /// Nothing, for a while: then the request is to be begun anew.
    record Rest(Duration pause, String reason) implements RequestIo {}
}
