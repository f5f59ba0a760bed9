package dev.factum.facts.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Natural joins, differences and projections of whole relations. Joins of a relation with the
/// datoms of an index are in [PatternScan].
final class Joins {

    private Joins() {}

    /// The rows of both that agree on their common variables.
    static Relation join(Relation left, Relation right, Meter meter) {
        if (left.variables().isEmpty() && left.size() == 1) {
            return right;
        }
        if (right.variables().isEmpty() && right.size() == 1) {
            return left;
        }
        return left.size() <= right.size()
                ? hashJoin(left, right, meter)
                : hashJoin(right, left, meter);
    }

    private static Relation hashJoin(Relation built, Relation probed, Meter meter) {
        List<Variable> common = probed.variables().stream().filter(built::has).toList();
        RowIndex index = RowIndex.of(built.columns(common), built.size(), meter);
        Column[] keys = probed.columns(common).toArray(Column[]::new);
        var builtRows = new RowList();
        var probedRows = new RowList();
        for (int row = 0; row < probed.size(); row++) {
            meter.tick();
            int group = index.find(keys, row);
            for (int match = group < 0 ? -1 : index.firstRow(group);
                    match >= 0;
                    match = index.nextRow(match)) {
                meter.tick();
                builtRows.add(match);
                probedRows.add(row);
            }
            meter.holds(probedRows.size(), built.variables().size() + probed.variables().size());
        }
        return combined(built, builtRows, probed, probedRows, common);
    }

    private static Relation combined(
            Relation built,
            RowList builtRows,
            Relation probed,
            RowList probedRows,
            List<Variable> common) {
        int size = probedRows.size();
        var names = new ArrayList<>(probed.variables());
        List<Column> columns = probed.gather(probedRows.array(), size);
        List<Variable> added =
                built.variables().stream().filter(name -> !common.contains(name)).toList();
        names.addAll(added);
        columns.addAll(built.select(added).gather(builtRows.array(), size));
        return new Relation(names, columns, size, probed.sortedBy(), both(built, probed));
    }

    /// Of two rows that come from the same two rows, one is too many; there are none.
    private static @Nullable Set<Variable> both(Relation left, Relation right) {
        if (left.key() == null || right.key() == null) {
            return null;
        }
        var both = new HashSet<>(left.key());
        both.addAll(right.key());
        return both;
    }

    /// The rows of `left` that agree with some row of `right` on the common variables, or with
    /// none.
    static Relation filter(Relation left, Relation right, boolean matching, Meter meter) {
        List<Variable> common = left.variables().stream().filter(right::has).toList();
        RowIndex index = RowIndex.of(right.columns(common), right.size(), meter);
        Column[] keys = left.columns(common).toArray(Column[]::new);
        var rows = new RowList();
        for (int row = 0; row < left.size(); row++) {
            meter.tick();
            if (index.find(keys, row) >= 0 == matching) {
                rows.add(row);
            }
        }
        return left.pick(rows.array(), rows.size());
    }

    /// These columns, each combination once.
    static Relation project(Relation relation, List<Variable> wanted, Meter meter) {
        Relation selected = relation.select(wanted);
        if (selected.distinct()) {
            return selected;
        }
        RowIndex index = RowIndex.of(selected.columns(), selected.size(), meter);
        return new Relation(
                selected.variables(),
                selected.gather(index.firstRows(), index.groups()),
                index.groups(),
                selected.sortedBy(),
                Set.copyOf(selected.variables()));
    }

    /// The variables of the relation that are among `wanted`, each combination once.
    static Relation projectKnown(Relation relation, Set<Variable> wanted, Meter meter) {
        return project(
                relation, relation.variables().stream().filter(wanted::contains).toList(), meter);
    }
}
