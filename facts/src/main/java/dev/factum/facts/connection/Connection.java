package dev.factum.facts.connection;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.value.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An application's way to one database: values to read, and transactions to its writer. Calls
/// block and are made for virtual threads. Safe to share between threads.
public interface Connection extends AutoCloseable {

    /// The latest database known here. It never goes back.
    Database db();

    /// A database that has at least transaction t; waits until `timeout`, then fails with
    /// `unavailable`.
    Database db(long t, Duration timeout);

    /// Applies transaction data and waits until it is durable.
    ///
    /// @throws dev.factum.facts.error.FactumError if it is rejected, or if its outcome is unknown
    ///   (`:db.error/transaction-timeout`; a request with a claim can be asked again)
    TxReport transact(List<?> txData);

    /// Applies transaction data given as EDN text.
    TxReport transact(String txData);

    /// Asks the writer and waits for its answer.
    TxResult submit(TxRequest request);

    /// The log entries from t `from` (inclusive) to `to` (exclusive), oldest first.
    List<LogEntry> log(long from, long to);

    /// The t up to which every request to excise has been carried out: neither indexes nor log hold
    /// what was requested to go. Database values that somebody holds keep what they held.
    long excisedT();

    /// Waits until every request to excise of the transactions up to t has been carried out; fails
    /// with `unavailable` if it has not after `timeout`.
    void awaitExcision(long t, Duration timeout);

    /// Puts other attachments in the place of those of some transactions, all or none: the log has
    /// them when this returns. Facts stay as they are. What is not owed to anybody any more is let
    /// go this way.
    ///
    /// @param attachments by the t of the transaction
    /// @throws dev.factum.facts.error.FactumError `:db.error/invalid-time-point` if there is no
    ///   such transaction
    void replaceAttachments(Map<Long, Bytes> attachments);

    /// Every transaction from t `from` on, first out of the log and then as they happen, in order
    /// and without a gap.
    ReportFeed reports(long from);

    /// Lets go of the database. Everything asked afterwards fails with
    /// `:db.error/connection-released`.
    @Override
    void close();

    /// A reader's place in the sequence of transactions. It can be resumed anywhere by its t. Not
    /// thread-safe.
    interface ReportFeed extends AutoCloseable {

        /// The next transaction, or empty if none came within `timeout`.
        Optional<LogEntry> next(Duration timeout);

        @Override
        void close();
    }
}
