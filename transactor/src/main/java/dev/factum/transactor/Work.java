package dev.factum.transactor;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.State;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What waits for whoever applies.
sealed interface Work {

    /// A request that waits for its answer.
    record Request(TxRequest request, Consumer<TxResult> whenDone) implements Work {}

    /// The same database in other indexes.
    ///
    /// @param whenDurable gets the state once everything in it is durable, or null if that will
    ///   never be
    record Reindexing(UnaryOperator<State> change, Consumer<@Nullable State> whenDurable)
            implements Work {}
}
