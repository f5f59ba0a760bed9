package dev.factum.facts.query;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// One row of an answer. Immutable.
final class RowView extends AbstractList<@Nullable Object> implements RandomAccess {

    private final @Nullable Object[] values;

    /// Takes over `values`.
    RowView(@Nullable Object[] values) {
        this.values = values;
    }

    static RowView of(List<Column> columns, int row) {
        var values = new @Nullable Object[columns.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = columns.get(index).get(row);
        }
        return new RowView(values);
    }

    @Override
    public @Nullable Object get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
