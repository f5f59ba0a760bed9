package dev.factum.facts.query;

import dev.factum.facts.database.Functions;
import dev.factum.facts.database.QueryPage;
import dev.factum.facts.database.QueryPlan;
import dev.factum.facts.database.ResultColumns;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs queries with the functions that an application offers, within a budget, and remembers what
/// it read of queries and rules.
///
/// Only the reading is remembered, never an answer, and nothing that depends on a database: names
/// are resolved and clauses are put in order in each run, by what the indexes say then. So one
/// query is right for all databases, schemas and shapes of input. Safe to share between threads.
public final class QueryEngine {

    private static final int FORMS_REMEMBERED = 1_024;

    private final Functions functions;
    private final QueryBudget budget;
    private final FormCache<Query> queries;
    private final FormCache<RuleSet> rules;

    /// @param functions what the application offers beside the built-in functions
    /// @param budget what each query may use up
    public QueryEngine(Functions functions, QueryBudget budget) {
        this(
                functions,
                budget,
                new FormCache<>(Query::parse, FORMS_REMEMBERED),
                new FormCache<>(RuleSet::read, FORMS_REMEMBERED));
    }

    private QueryEngine(
            Functions functions,
            QueryBudget budget,
            FormCache<Query> queries,
            FormCache<RuleSet> rules) {
        this.functions = functions;
        this.budget = budget;
        this.queries = queries;
        this.rules = rules;
    }

    /// The same engine with another budget; it remembers the same queries.
    public QueryEngine within(QueryBudget other) {
        return new QueryEngine(functions, other, queries, rules);
    }

    /// Runs a query; see [Query] for the answer.
    ///
    /// @param query EDN text, or the same as data
    public @Nullable Object query(@Nullable Object query, List<? extends @Nullable Object> inputs) {
        return queries.read(query).run(inputs, this);
    }

    /// Runs a query whose answer is read by column.
    public ResultColumns columns(@Nullable Object query, List<? extends @Nullable Object> inputs) {
        return queries.read(query).columns(inputs, this);
    }

    /// The first `size` rows of an answer, in an order that is the same each time.
    public QueryPage page(int size, Object query, List<? extends @Nullable Object> inputs) {
        if (size < 1) {
            throw FactumError.of(DbErrorCode.INVALID_CURSOR, "A page has at least one row")
                    .with("size", size);
        }
        var start = new Cursor(0, size, Cursor.fingerprint(query, inputs));
        return queries.read(query).page(inputs, this, start);
    }

    /// The rows after a page; query and inputs must be the same as before.
    public QueryPage nextPage(
            String cursor, Object query, List<? extends @Nullable Object> inputs) {
        Cursor from = Cursor.of(cursor, Cursor.fingerprint(query, inputs));
        return queries.read(query).page(inputs, this, from);
    }

    /// How a query would be run.
    public QueryPlan explain(@Nullable Object query, List<? extends @Nullable Object> inputs) {
        return queries.read(query).plan(inputs, this);
    }

    /// Runs a query and tells how, with the rows that there were.
    public QueryPlan analyze(@Nullable Object query, List<? extends @Nullable Object> inputs) {
        return queries.read(query).analyzed(inputs, this);
    }

    Functions functions() {
        return functions;
    }

    QueryBudget budget() {
        return budget;
    }

    RuleSet rules(@Nullable Object textOrData) {
        return rules.read(textOrData);
    }
}
