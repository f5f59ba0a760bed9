package dev.factum.facts.query;

import dev.factum.facts.database.Functions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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

    private final QueryForm form;

    private Query(QueryForm form) {
        this.form = form;
    }

    /// Reads a query: EDN text, or a list or map with keywords, symbols and values.
    public static Query parse(@Nullable Object textOrData) {
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

    /// How the query would be run on these inputs: the clauses in the chosen order, each with about
    /// how many rows are expected after it.
    public List<PlannedClause> explain(
            List<? extends @Nullable Object> inputs, Functions functions) {
        var prepared =
                new Prepared(form, inputs, new QueryEngine(functions, QueryBudget.unlimited()));
        Relation start = prepared.start();
        var plan = new ArrayList<PlannedClause>();
        for (Conjunction.Planned step :
                prepared.where.plan(start.size(), new HashSet<>(start.variables()))) {
            plan.add(new PlannedClause(String.valueOf(step.step().form()), step.rows()));
        }
        return List.copyOf(plan);
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
            this.inputs = Inputs.of(form, given, engine);
            this.meter = new Meter(engine.budget());
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

        Relation rows() {
            return where.run(start(), new LinkedHashSet<>(results.variables()), meter);
        }
    }
}
