package dev.factum.facts.connection;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Engine;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.QueryPage;
import dev.factum.facts.database.QueryPlan;
import dev.factum.facts.database.ResultColumns;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.pull.Pull;
import dev.factum.facts.pull.PullPattern;
import dev.factum.facts.query.FormCache;
import dev.factum.facts.query.QueryBudget;
import dev.factum.facts.query.QueryEngine;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Queries, pulls and speculative transactions for every database value of a process.
///
/// It remembers what it read of queries and pull patterns, and nothing else. Safe to share between
/// threads.
public final class StandardEngine implements Engine {

    private static final int PATTERNS_REMEMBERED = 1_024;

    private final Functions functions;
    private final @Nullable InstantSource clock;
    private final QueryEngine queries;
    private final FormCache<PullPattern> patterns;

    private StandardEngine(Functions functions, @Nullable InstantSource clock, QueryBudget budget) {
        this.functions = functions;
        this.clock = clock;
        this.queries = new QueryEngine(functions, budget);
        this.patterns = new FormCache<>(PullPattern::parse, PATTERNS_REMEMBERED);
    }

    /// An engine without a clock: speculations may state any instant from the last one on.
    public static StandardEngine with(Functions functions) {
        return new StandardEngine(functions, null, QueryBudget.standard());
    }

    /// An engine that refuses speculations which state an instant in the future.
    public static StandardEngine with(Functions functions, InstantSource clock) {
        return with(functions, clock, QueryBudget.standard());
    }

    /// An engine whose queries stop when they have used up `budget`.
    public static StandardEngine with(
            Functions functions, InstantSource clock, QueryBudget budget) {
        return new StandardEngine(functions, clock, budget);
    }

    /// A new, empty database with these functions: what tests and speculations begin with.
    public static Database emptyDatabase(Functions functions) {
        return Database.of(Transaction.genesis(), with(functions));
    }

    @Override
    public @Nullable Object query(Object query, List<? extends @Nullable Object> inputs) {
        return queries.query(query, inputs);
    }

    @Override
    public ResultColumns queryColumns(Object query, List<? extends @Nullable Object> inputs) {
        return queries.columns(query, inputs);
    }

    @Override
    public QueryPage queryPage(int size, Object query, List<? extends @Nullable Object> inputs) {
        return queries.page(size, query, inputs);
    }

    @Override
    public QueryPage nextPage(
            String cursor, Object query, List<? extends @Nullable Object> inputs) {
        return queries.nextPage(cursor, query, inputs);
    }

    @Override
    public QueryPlan explain(Object query, List<? extends @Nullable Object> inputs) {
        return queries.explain(query, inputs);
    }

    @Override
    public QueryPlan analyze(Object query, List<? extends @Nullable Object> inputs) {
        return queries.analyze(query, inputs);
    }

    @Override
    public @Nullable Map<?, ?> pull(
            Database database, Object pattern, Object entity, IntConsumer observer) {
        return Pull.from(database, functions::query).pull(patterns.read(pattern), entity, observer);
    }

    /// A speculative transaction has no clock: its instant is the last one's, unless its data says
    /// a later one.
    @Override
    public TxReport with(Database database, List<?> txData) {
        return Transaction.apply(
                database, txData, TxOptions.speculative(clock == null ? null : clock.instant()));
    }

    @Override
    public Functions functions() {
        return functions;
    }
}
