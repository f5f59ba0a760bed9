package dev.factum.facts.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An expression whose value is bound to variables.
record FunctionStep(@Nullable Object form, BoundCall call, Binding binding) implements Step {

    private static final double VALUES_OF_A_COLLECTION = 10;

    @Override
    public Set<Variable> variables() {
        var all = new LinkedHashSet<>(call.needs());
        all.addAll(binding.variables());
        return all;
    }

    @Override
    public boolean isReady(Set<Variable> bound) {
        return bound.containsAll(call.needs());
    }

    @Override
    public double estimate(double rows, Set<Variable> bound) {
        if (bound.containsAll(binding.variables())) {
            return rows * 0.5;
        }
        return binding instanceof Binding.Each ? rows * VALUES_OF_A_COLLECTION : rows * 1.01;
    }

    @Override
    public Relation apply(Relation relation, Conjunction.Rest later, Meter meter) {
        List<Variable> names = List.copyOf(binding.variables());
        BoundCall.OnRows function = call.on(relation);
        var rows = new RowList();
        var columns = new ArrayList<ColumnBuilder>();
        names.forEach(_ -> columns.add(new ColumnBuilder()));
        for (int row = 0; row < relation.size(); row++) {
            meter.call();
            Object given = function.at(row);
            meter.given(given);
            for (@Nullable Object[] values : Binder.expand(binding, names, given, false, meter)) {
                if (agrees(relation, row, names, values)) {
                    rows.add(row);
                    meter.holds(rows.size(), relation.variables().size() + names.size());
                    for (int index = 0; index < values.length; index++) {
                        columns.get(index).add(values[index]);
                    }
                }
            }
        }
        return joined(relation, rows, names, columns);
    }

    private static boolean agrees(
            Relation relation, int row, List<Variable> names, @Nullable Object[] values) {
        for (int index = 0; index < values.length; index++) {
            Variable name = names.get(index);
            if (relation.has(name) && !Keys.same(relation.column(name).get(row), values[index])) {
                return false;
            }
        }
        return true;
    }

    /// A function gives the same value for the same row, so what told rows apart still does.
    private @Nullable Set<Variable> key(Relation relation) {
        return binding instanceof Binding.Scalar ? relation.key() : null;
    }

    private Relation joined(
            Relation relation, RowList rows, List<Variable> names, List<ColumnBuilder> columns) {
        var all = new ArrayList<>(relation.variables());
        List<Column> gathered = relation.gather(rows.array(), rows.size());
        for (int index = 0; index < names.size(); index++) {
            if (!relation.has(names.get(index))) {
                all.add(names.get(index));
                gathered.add(columns.get(index).column());
            }
        }
        return new Relation(all, gathered, rows.size(), relation.sortedBy(), key(relation));
    }
}
