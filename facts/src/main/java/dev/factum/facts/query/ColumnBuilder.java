package dev.factum.facts.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Collects the values of a column: as whole numbers as long as nothing else comes. Not
/// thread-safe.
final class ColumnBuilder {

    private static final int FIRST_CAPACITY = 16;

    private long[] longs = new long[FIRST_CAPACITY];
    private @Nullable Object @Nullable [] values;
    private int size;

    void addLong(long value) {
        if (values != null) {
            addValue(value);
            return;
        }
        if (size == longs.length) {
            longs = Arrays.copyOf(longs, size * 2);
        }
        longs[size++] = value;
    }

    void add(@Nullable Object value) {
        if (values == null && value instanceof Long number) {
            addLong(number);
        } else {
            addValue(value);
        }
    }

    void addFrom(Column column, int row) {
        if (column instanceof Column.Longs(long[] others)) {
            addLong(others[row]);
        } else {
            add(column.get(row));
        }
    }

    /// True if the value at `row` joins with one of another column.
    boolean sameAs(int row, Column other, int otherRow) {
        if (values == null && other instanceof Column.Longs(long[] others)) {
            return longs[row] == others[otherRow];
        }
        Object mine = values == null ? (Object) longs[row] : values[row];
        return Keys.same(mine, other.get(otherRow));
    }

    private void addValue(@Nullable Object value) {
        @Nullable Object[] target = values == null ? boxed() : values;
        if (size == target.length) {
            target = Arrays.copyOf(target, size * 2);
        }
        target[size++] = value;
        values = target;
    }

    private @Nullable Object[] boxed() {
        var boxed = new @Nullable Object[Math.max(FIRST_CAPACITY, longs.length)];
        for (int index = 0; index < size; index++) {
            boxed[index] = longs[index];
        }
        longs = new long[0];
        return boxed;
    }

    /// The values so far. What is added later does not show within the first `size` rows.
    Column column() {
        return values == null ? new Column.Longs(longs) : new Column.Values(values);
    }
}
