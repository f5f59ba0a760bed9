package dev.factum.facts.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A set of rows that only grows, in the order in which they came. Not thread-safe; the relations
/// taken from it stay as they are.
final class RowSet {

    private static final int SPREAD = 0x9E3779B9;

    private final List<Variable> variables;
    private final ColumnBuilder[] columns;
    private int[] table = new int[64];
    private int[] hashes = new int[32];
    private int size;

    RowSet(List<Variable> variables) {
        this.variables = variables;
        this.columns = new ColumnBuilder[variables.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = new ColumnBuilder();
        }
        Arrays.fill(table, -1);
    }

    int size() {
        return size;
    }

    /// Adds the rows that are new; the columns come in the order of this set.
    void addAll(Relation relation, Meter meter) {
        Column[] added = relation.columns().toArray(Column[]::new);
        for (int row = 0; row < relation.size(); row++) {
            meter.tick();
            add(added, row);
        }
        meter.holds(size, columns.length);
    }

    private void add(Column[] added, int row) {
        int hash = RowIndex.hash(added, row);
        int mask = table.length - 1;
        int place = ((hash * SPREAD) >>> 7) & mask;
        while (table[place] >= 0) {
            int candidate = table[place];
            if (hashes[candidate] == hash && isAt(candidate, added, row)) {
                return;
            }
            place = (place + 1) & mask;
        }
        table[place] = size;
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        hashes[size++] = hash;
        for (int index = 0; index < columns.length; index++) {
            columns[index].addFrom(added[index], row);
        }
        if (size * 2 > table.length) {
            grow();
        }
    }

    private boolean isAt(int candidate, Column[] added, int row) {
        for (int index = 0; index < columns.length; index++) {
            if (!columns[index].sameAs(candidate, added[index], row)) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        table = new int[table.length * 2];
        Arrays.fill(table, -1);
        int mask = table.length - 1;
        for (int row = 0; row < size; row++) {
            int place = ((hashes[row] * SPREAD) >>> 7) & mask;
            while (table[place] >= 0) {
                place = (place + 1) & mask;
            }
            table[place] = row;
        }
    }

    Relation all() {
        return from(0);
    }

    /// The rows that came after the first `start`.
    Relation from(int start) {
        var taken = new ArrayList<Column>(columns.length);
        for (ColumnBuilder column : columns) {
            taken.add(start == 0 ? column.column() : column.column().slice(start, size));
        }
        return new Relation(variables, taken, size - start, null, Set.copyOf(variables));
    }
}
