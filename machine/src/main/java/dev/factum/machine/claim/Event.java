package dev.factum.machine.claim;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;

/// What came of an [Io].
public sealed interface Event {

    /// Of [Io.Look].
    record Looked(Database db) implements Event {}

    /// Of [Io.Transact].
    record Answered(TxResult result) implements Event {}

    /// Of [Io.ReadLog].
    record Read(LogEntry entry) implements Event {}

    /// Of [Io.Acknowledge] and [Io.GiveBack].
    record Performed() implements Event {}
}
