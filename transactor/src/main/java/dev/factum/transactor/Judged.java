package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.State;
import dev.factum.storage.Storage.LogRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What was decided, but holds only once everything before it is durable. Also a refusal waits for
/// that: it may rest on a fact that is not durable yet.
sealed interface Judged {

    /// A request whose answer is known.
    sealed interface Reply extends Judged {

        Consumer<TxResult> whenDone();

        TxResult answer();
    }

    /// A transaction that has been applied and must be appended.
    record Applied(
            Consumer<TxResult> whenDone,
            TxResult answer,
            Database after,
            LogEntry entry,
            LogRecord bytes)
            implements Reply {}

    /// An answer that changes nothing.
    record Answered(Consumer<TxResult> whenDone, TxResult answer) implements Reply {}

    /// What comes after this was judged on what is durable, and not on what was not appended.
    record Resumed() implements Judged {}

    /// The same database in other indexes.
    record Reindexed(Consumer<@Nullable State> whenDurable, Database after) implements Judged {}
}
