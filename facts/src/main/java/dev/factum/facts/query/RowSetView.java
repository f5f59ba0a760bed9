package dev.factum.facts.query;

import java.util.AbstractSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The distinct rows of an answer as a set that makes its rows when they are asked for. Immutable;
/// looking for a row first hashes all of them.
final class RowSetView extends AbstractSet<List<@Nullable Object>> {

    private final Column[] columns;
    private final int size;
    private volatile @Nullable Set<List<@Nullable Object>> hashed;

    RowSetView(List<Column> columns, int size) {
        this.columns = columns.toArray(Column[]::new);
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Iterator<List<@Nullable Object>> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public List<@Nullable Object> next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return row(next++);
            }
        };
    }

    private List<@Nullable Object> row(int row) {
        var values = new @Nullable Object[columns.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = columns[index].get(row);
        }
        return new RowView(values);
    }

    @Override
    public boolean contains(@Nullable Object row) {
        Set<List<@Nullable Object>> rows = hashed;
        if (rows == null) {
            rows = new HashSet<>();
            for (List<@Nullable Object> mine : this) {
                rows.add(mine);
            }
            hashed = rows;
        }
        return rows.contains(row);
    }
}
