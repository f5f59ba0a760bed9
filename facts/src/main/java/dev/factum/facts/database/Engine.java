package dev.factum.facts.database;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// What a database value asks of the packages above it: transactions, queries and pulls.
///
/// A database carries its engine, so that `db.query(…)` works from the value alone while this
/// package knows nothing of query plans. Implementations are pure and safe to share between
/// threads.
public interface Engine {

    /// Runs a query over `inputs`, of which databases are some.
    @Nullable Object query(Object query, List<? extends @Nullable Object> inputs);

    /// Runs a query whose answer is read by column.
    ResultColumns queryColumns(Object query, List<? extends @Nullable Object> inputs);

    /// The first `size` rows of an answer.
    QueryPage queryPage(int size, Object query, List<? extends @Nullable Object> inputs);

    /// The rows after a page.
    QueryPage nextPage(String cursor, Object query, List<? extends @Nullable Object> inputs);

    /// How a query would be run, without running it.
    QueryPlan explain(Object query, List<? extends @Nullable Object> inputs);

    /// Runs a query and tells how.
    QueryPlan analyze(Object query, List<? extends @Nullable Object> inputs);

    /// Pulls a tree of facts about one entity, or null where there is none.
    ///
    /// @param observer told from time to time how many more values are shown; may throw
    @Nullable Map<?, ?> pull(
            Database database, Object pattern, Object entity, IntConsumer observer);

    /// Applies transaction data speculatively.
    TxReport with(Database database, List<?> txData);

    /// The functions that queries and transactions may call.
    Functions functions();
}
