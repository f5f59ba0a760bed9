package dev.factum.machine.request;

import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Decision;
import java.time.Instant;

/// What came of a [RequestIo].
public sealed interface RequestEvent {

    /// Of [RequestIo.Look].
    record Looked(Database db, Instant now) implements RequestEvent {}

    /// Of [RequestIo.ReadLog].
    record Read(Decision decision) implements RequestEvent {}

    /// Of [RequestIo.Send].
    record Sent(Exchange exchange, Instant now) implements RequestEvent {}

    /// Of [RequestIo.Transact].
    record Answered(TxResult result) implements RequestEvent {}
}
