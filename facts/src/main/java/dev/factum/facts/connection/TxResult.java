package dev.factum.facts.connection;

import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.FactumError;

/// How the writer answered a [TxRequest]. Exactly one of these, and only [Indeterminate] leaves a
/// question.
public sealed interface TxResult {

    /// The transaction is durable.
    record Committed(TxReport report) implements TxResult {}

    /// The idempotency key was used before, by the durable transaction t; nothing was done now.
    record Duplicate(long t) implements TxResult {}

    /// The transaction at t touched something that the request had read; nothing was done. Decide
    /// again.
    ///
    /// @param range what was read and touched; [ReadRange.Everything] if the basis is older than
    ///   the writer remembers
    record Conflict(ReadRange range, long t) implements TxResult {}

    /// The request cannot be applied; nothing was done.
    record Rejected(FactumError error) implements TxResult {}

    /// The writer could not learn whether the transaction became durable. Asking again with the
    /// same key tells.
    record Indeterminate(FactumError error) implements TxResult {}
}
