package dev.factum.facts.connection;

import dev.factum.facts.database.Database;
import dev.factum.facts.value.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The one writer of a database. Safe to share between threads.
public interface Transactor extends AutoCloseable {

    /// Hands a request to the writer and returns at once; `whenDone` gets the answer, on a thread
    /// of the writer, and must be quick. [TxResult.Committed] comes only after the transaction is
    /// durable.
    ///
    /// A full queue answers [TxResult.Rejected] with `:db.error/transactor-busy`, at once.
    void submit(TxRequest request, Consumer<TxResult> whenDone);

    /// Asks the writer and waits for its answer, [TxResult.Indeterminate] after `timeout`.
    /// Meanwhile the calling thread may do the writer's work, also for others.
    TxResult ask(TxRequest request, Duration timeout);

    /// The latest durable database.
    Database database();

    /// The log entries from t `from` (inclusive) to `to` (exclusive), oldest first.
    List<LogEntry> log(long from, long to);

    /// The t up to which every request to excise has been carried out, in the indexes and in the
    /// log.
    long excisedT();

    /// True as soon as the requests to excise of the durable transactions up to t have been carried
    /// out; false if they have not after `timeout`, or at the end.
    boolean isExcised(long t, Duration timeout);

    /// Puts other attachments in the place of those of some transactions, all or none, durably.
    ///
    /// @param attachments by the t of the transaction
    /// @throws dev.factum.facts.error.FactumError `:db.error/invalid-time-point` if there is no
    ///   such transaction
    void replaceAttachments(Map<Long, Bytes> attachments);

    /// Calls the listener with the entry of every transaction that becomes durable from now on, in
    /// order and without gaps, on a thread of the writer; it must be quick. Closing the
    /// subscription ends it.
    Subscription subscribe(Consumer<LogEntry> listener);

    /// Applies what was accepted, answers everyone, and ends. Nothing can be submitted afterwards.
    @Override
    void close();

    /// A listener that can be taken away.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
