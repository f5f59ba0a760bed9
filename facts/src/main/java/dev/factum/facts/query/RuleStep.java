package dev.factum.facts.query;

import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call of a rule.
///
/// A call inside a recursive rule stays with the table that it first asked, so that its table's new
/// answers can be told from those it has seen. Not thread-safe.
final class RuleStep implements Step {

    private static final double ANSWERS_OF_A_CALL = 20;
    private static final double ANSWERS_OF_ALL = 100_000;

    private final @Nullable Object form;
    private final RuleEngine engine;
    private final Symbol name;
    private final Source source;
    private final List<Term> arguments;
    private final boolean recursive;
    private @Nullable RuleTable table;
    private int seen;

    /// @param recursive true if the call stands in a rule that the called rule calls back
    RuleStep(
            @Nullable Object form,
            RuleEngine engine,
            Symbol name,
            Source source,
            List<Term> arguments,
            boolean recursive) {
        this.form = form;
        this.engine = engine;
        this.name = name;
        this.source = source;
        this.arguments = List.copyOf(arguments);
        this.recursive = recursive;
    }

    @Override
    public @Nullable Object form() {
        return form;
    }

    @Override
    public Set<Variable> variables() {
        return Clause.variablesOf(arguments);
    }

    boolean isRecursive() {
        return recursive;
    }

    @Override
    public boolean isReady(Set<Variable> bound) {
        Set<Integer> places = boundPlaces(bound);
        return table != null
                ? places.containsAll(table.boundPlaces())
                : engine.canRun(name, source, places);
    }

    @Override
    public double estimate(double rows, Set<Variable> bound) {
        if (boundPlaces(bound).isEmpty()) {
            return rows * ANSWERS_OF_ALL;
        }
        return bound.containsAll(variables()) ? rows : rows * ANSWERS_OF_A_CALL;
    }

    private Set<Integer> boundPlaces(Set<Variable> bound) {
        var places = new LinkedHashSet<Integer>();
        for (int place = 0; place < arguments.size(); place++) {
            Term argument = arguments.get(place);
            if (argument instanceof Term.Constant
                    || (argument instanceof Term.Var(Variable variable)
                            && bound.contains(variable))) {
                places.add(place);
            }
        }
        return places;
    }

    @Override
    public Relation apply(Relation relation, Conjunction.Rest later, Meter meter) {
        RuleTable asked = table == null ? choose(relation) : table;
        Relation answers = rows(engine.ask(asked, demand(relation, asked), meter));
        return relation.variables().containsAll(answers.variables())
                ? Joins.filter(relation, answers, true, meter)
                : Joins.join(relation, answers, meter);
    }

    private RuleTable choose(Relation relation) {
        var constants = new LinkedHashSet<Integer>();
        for (int place = 0; place < arguments.size(); place++) {
            if (arguments.get(place) instanceof Term.Constant) {
                constants.add(place);
            }
        }
        Set<Integer> places = boundPlaces(new LinkedHashSet<>(relation.variables()));
        RuleTable chosen = engine.table(name, source, places, constants);
        if (recursive) {
            table = chosen;
        }
        return chosen;
    }

    /// What the rows ask of the rule: the values of the places that the table has bound.
    private Relation demand(Relation relation, RuleTable asked) {
        List<Column> columns = new ArrayList<>();
        boolean varies = false;
        for (int place : asked.boundPlaces()) {
            varies |= arguments.get(place) instanceof Term.Var;
        }
        int size = varies ? relation.size() : 1;
        for (int place : asked.boundPlaces()) {
            columns.add(column(arguments.get(place), relation, size));
        }
        return new Relation(asked.demandNames(), columns, size, null, null);
    }

    private static Column column(Term argument, Relation relation, int size) {
        if (argument instanceof Term.Var(Variable variable)) {
            return relation.column(variable);
        }
        Object value = argument instanceof Term.Constant(Object constant) ? constant : null;
        var builder = new ColumnBuilder();
        for (int row = 0; row < size; row++) {
            builder.add(value);
        }
        return builder.column();
    }

    /// Answers of the rule as rows of this call's variables.
    Relation rows(Relation answers) {
        var names = new ArrayList<Variable>();
        var columns = new ArrayList<Column>();
        Relation fitting = fitting(answers);
        for (int place = 0; place < arguments.size(); place++) {
            if (arguments.get(place) instanceof Term.Var(Variable variable)
                    && !names.contains(variable)) {
                names.add(variable);
                columns.add(fitting.columns().get(place));
            }
        }
        // What the call leaves out is blank, constant or said twice: only blanks lose what tells
        // rows apart.
        boolean blank = arguments.stream().anyMatch(Term.Blank.class::isInstance);
        return new Relation(names, columns, fitting.size(), null, blank ? null : Set.copyOf(names));
    }

    /// The answers that agree with the constants and repeated variables of the call.
    private Relation fitting(Relation answers) {
        boolean free =
                variables().size() == arguments.size()
                        || arguments.stream().allMatch(Term.Blank.class::isInstance);
        if (free) {
            return answers;
        }
        var rows = new RowList();
        for (int row = 0; row < answers.size(); row++) {
            if (fits(answers, row)) {
                rows.add(row);
            }
        }
        return answers.pick(rows.array(), rows.size());
    }

    private boolean fits(Relation answers, int row) {
        for (int place = 0; place < arguments.size(); place++) {
            Term argument = arguments.get(place);
            Object value = answers.columns().get(place).get(row);
            int first = arguments.indexOf(argument);
            boolean fits =
                    switch (argument) {
                        case Term.Constant(Object constant) -> Keys.same(constant, value);
                        case Term.Var _ ->
                                first == place
                                        || Keys.same(answers.columns().get(first).get(row), value);
                        case Term.Blank _, Term.SourceName _ -> true;
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /// The answers of its table that this call has not seen yet; empty if it has not asked yet.
    @Nullable Relation unseen() {
        if (table == null || table.answers().size() == seen) {
            return null;
        }
        Relation delta = table.answers().from(seen);
        seen = table.answers().size();
        return rows(delta);
    }
}
