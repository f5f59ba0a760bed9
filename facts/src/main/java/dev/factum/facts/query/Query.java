package dev.factum.facts.query;

import dev.factum.facts.database.Functions;
import dev.factum.facts.database.PlannedStep;
import dev.factum.facts.database.QueryPage;
import dev.factum.facts.database.QueryPlan;
import dev.factum.facts.database.ResultColumns;
import dev.factum.facts.edn.Nesting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A query in Datomic's Datalog, read and checked once, to be run on any inputs. Immutable and safe
/// to share between threads.
///
/// ```java
/// Query adults = Query.parse("[:find ?n :in $ ?min :where [?e :name ?n] [?e :age ?a] [(<= ?min ?a)]]");
/// Object names = adults.run(List.of(db, 18L));
/// ```
///
/// The answer is a `Set` of rows for plain variables and a `List` of rows where rows may repeat or
/// have an order (aggregates, pulls, `:with`, return maps, `:order-by`); a `List` of values for
/// `[?x ...]`; one row or null for `[?x ?y]`; one value or null for `?x .`. Rows are lists.
///
/// Everything that can be wrong with a query or its inputs is a
/// [dev.factum.facts.error.FactumError]. Functions are those of an allow-list and those that the
/// application offers; nothing else can be called.
public final class Query {

    /// Where few answers are wanted, so many rows of the first scan are tried for each, and if that
    /// is not enough so many times more.
    private static final long ROWS_PER_ANSWER = 4;

    private static final int GROWTH = 16;
    private static final long FEWEST_SCANNED = 256;
    private static final long MOST_FOUND_EARLY = 1_000_000;

    private final QueryForm form;

    private Query(QueryForm form) {
        this.form = form;
    }

    /// Reads a query: EDN text, or a list or map with keywords, symbols and values.
    public static Query parse(@Nullable Object textOrData) {
        Nesting.check(textOrData);
        return new Query(QueryParser.parse(textOrData));
    }

    /// Runs the query with the built-in functions, with as much time and memory as it takes.
    public @Nullable Object run(List<? extends @Nullable Object> inputs) {
        return run(inputs, Functions.none(), QueryBudget.unlimited());
    }

    /// Runs the query within a budget.
    ///
    /// @param functions what the application offers beside the built-in functions
    public @Nullable Object run(
            List<? extends @Nullable Object> inputs, Functions functions, QueryBudget budget) {
        return run(inputs, new QueryEngine(functions, budget));
    }

    @Nullable Object run(List<? extends @Nullable Object> inputs, QueryEngine engine) {
        var prepared = new Prepared(form, inputs, engine);
        return prepared.results.of(prepared.rows());
    }

    ResultColumns columns(List<? extends @Nullable Object> inputs, QueryEngine engine) {
        var prepared = new Prepared(form, inputs, engine);
        return prepared.results.columns(prepared.rows());
    }

    QueryPage page(List<? extends @Nullable Object> inputs, QueryEngine engine, Cursor from) {
        var prepared = new Prepared(form, inputs, engine);
        return prepared.results.page(
                prepared.allRows(null),
                from.start(),
                from.size(),
                end -> new Cursor(end, from.size(), from.fingerprint()).text());
    }

    /// How the query would be run on these inputs: the clauses in the order that is best if all
    /// estimates are right. A run looks again after each step.
    QueryPlan plan(List<? extends @Nullable Object> inputs, QueryEngine engine) {
        var prepared = new Prepared(form, inputs, engine);
        Relation start = prepared.start();
        var plan = new ArrayList<PlannedStep>();
        for (Conjunction.Planned step :
                prepared.where.plan(start.size(), new HashSet<>(start.variables()))) {
            plan.add(
                    new PlannedStep(
                            String.valueOf(step.step().form()),
                            step.access().path(),
                            step.access().join(),
                            step.rows(),
                            OptionalLong.empty()));
        }
        return new QueryPlan(plan);
    }

    /// Runs the query and tells how.
    QueryPlan analyzed(List<? extends @Nullable Object> inputs, QueryEngine engine) {
        var prepared = new Prepared(form, inputs, engine);
        var trace = new Trace();
        prepared.allRows(trace);
        return new QueryPlan(trace.steps());
    }

    /// A query together with its inputs, names resolved and checked, before any row is read.
    private static final class Prepared {
        private final QueryForm form;
        private final Inputs inputs;
        private final Meter meter;
        private final Results results;
        private final Conjunction where;
        private final Set<Variable> faces = new LinkedHashSet<>();

        Prepared(QueryForm form, List<? extends @Nullable Object> given, QueryEngine engine) {
            this.form = form;
            this.meter = new Meter(engine.budget());
            this.inputs = Inputs.of(form, given, engine, meter);
            inputs.rules().requireKnown(form.where());
            inputs.rules().requireClosed();
            var calls = new Calls(engine);
            var compiler = new Compiler(inputs.sources(), inputs.rules(), calls);
            this.results = new Results(form, inputs, engine.functions(), meter);
            var ruleEngine = new RuleEngine(inputs.rules(), compiler);
            this.where = compiler.compile(form.where(), ruleEngine, inputs.named(), faces);
        }

        Relation start() {
            Set<Variable> used = Clause.variablesIn(form.where());
            used.addAll(results.variables());
            Relation start = inputs.joined(used, faces, meter);
            where.requireRunnable(new HashSet<>(start.variables()));
            return start;
        }

        /// As many rows as the answer needs.
        Relation rows() {
            long enough = results.enough();
            if (enough > MOST_FOUND_EARLY) {
                return allRows(null);
            }
            Relation start = start();
            int scanned = (int) Math.max(FEWEST_SCANNED, enough * ROWS_PER_ANSWER);
            while (true) {
                var cap = new Cap(scanned);
                Relation rows = Results.distinct(run(start, cap, null), meter);
                if (!cap.isReached() || rows.size() >= enough) {
                    return rows;
                }
                scanned = (int) Math.min((long) scanned * GROWTH, Integer.MAX_VALUE);
            }
        }

        Relation allRows(@Nullable Trace trace) {
            return run(start(), null, trace);
        }

        private Relation run(Relation start, @Nullable Cap cap, @Nullable Trace trace) {
            var wanted = new LinkedHashSet<>(results.variables());
            return where.run(start, wanted, meter, cap, trace).select(results.variables());
        }
    }
}
