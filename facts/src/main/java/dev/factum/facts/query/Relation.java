package dev.factum.facts.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of values for some variables, kept by column. Immutable.
final class Relation {

    private static final Relation UNIT = new Relation(List.of(), List.of(), 1, null, Set.of());

    private final List<Variable> variables;
    private final List<Column> columns;
    private final int size;
    private final @Nullable Variable sortedBy;
    private final @Nullable Set<Variable> key;

    /// @param sortedBy a variable whose values are whole numbers in rising order, or null
    /// @param key variables whose values no two rows share, so that no row occurs twice; null if
    ///   rows may
    Relation(
            List<Variable> variables,
            List<Column> columns,
            int size,
            @Nullable Variable sortedBy,
            @Nullable Set<Variable> key) {
        this.variables = variables;
        this.columns = columns;
        this.size = size;
        this.sortedBy = sortedBy;
        this.key = key;
    }

    /// One row of no variables: what everything can be joined with.
    static Relation unit() {
        return UNIT;
    }

    static Relation empty(Set<Variable> variables) {
        List<Variable> names = List.copyOf(variables);
        Column none = new Column.Longs(new long[0]);
        return new Relation(names, names.stream().map(_ -> none).toList(), 0, null, Set.of());
    }

    List<Variable> variables() {
        return variables;
    }

    List<Column> columns() {
        return columns;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean distinct() {
        return key != null;
    }

    /// Variables whose values no two rows share; null if rows may occur twice.
    @Nullable Set<Variable> key() {
        return key;
    }

    /// A variable whose values are whole numbers in rising order, or null.
    @Nullable Variable sortedBy() {
        return sortedBy;
    }

    boolean isSortedBy(Variable variable) {
        return variable.equals(sortedBy);
    }

    boolean has(Variable variable) {
        return variables.contains(variable);
    }

    Column column(Variable variable) {
        return columns.get(variables.indexOf(variable));
    }

    List<Column> columns(List<Variable> wanted) {
        return wanted.stream().map(this::column).toList();
    }

    /// These columns in this order, repetitions and all.
    Relation select(List<Variable> wanted) {
        if (wanted.equals(variables)) {
            return this;
        }
        return new Relation(
                List.copyOf(wanted),
                columns(wanted),
                size,
                sortedBy != null && wanted.contains(sortedBy) ? sortedBy : null,
                key != null && wanted.containsAll(key) ? key : null);
    }

    /// This relation without the variables that nobody needs any more.
    Relation keep(Set<Variable> needed) {
        return select(variables.stream().filter(needed::contains).toList());
    }

    /// Some rows in rising order, each once.
    Relation pick(int[] rows, int count) {
        if (count == size) {
            return this;
        }
        return new Relation(variables, gather(rows, count), count, sortedBy, key);
    }

    /// The columns of the given rows, in any order and as often as they are named.
    List<Column> gather(int[] rows, int count) {
        var gathered = new ArrayList<Column>(columns.size());
        for (Column column : columns) {
            gathered.add(column.gather(rows, count));
        }
        return gathered;
    }

    /// The same columns under other names.
    Relation renamed(List<Variable> names) {
        int at = sortedBy == null ? -1 : variables.indexOf(sortedBy);
        Set<Variable> renamedKey = null;
        if (key != null) {
            renamedKey = new HashSet<>();
            for (Variable part : key) {
                renamedKey.add(names.get(variables.indexOf(part)));
            }
        }
        return new Relation(names, columns, size, at < 0 ? null : names.get(at), renamedKey);
    }

    /// This relation with one more column, whose values follow from the others.
    Relation plus(Variable variable, Column column) {
        var names = new ArrayList<>(variables);
        names.add(variable);
        var all = new ArrayList<>(columns);
        all.add(column);
        return new Relation(names, all, size, sortedBy, key);
    }
}
