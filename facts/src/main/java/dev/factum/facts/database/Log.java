package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The transactions of a database in the order in which they were made.
///
/// A log is a value that queries take as an input. Implementations are safe to share between
/// threads.
public interface Log {

    /// One transaction.
    ///
    /// @param t its place in the log
    record Transaction(long t, List<Datom> datoms) {
        public Transaction {
            datoms = List.copyOf(datoms);
        }
    }

    /// The transactions from `start` (inclusive) to `end` (exclusive), read while they are walked.
    ///
    /// @param start a t, the id of a transaction, an `Instant`, or null for the first
    /// @param end the same, or null for no end
    Iterable<Transaction> transactions(@Nullable Object start, @Nullable Object end);
}
