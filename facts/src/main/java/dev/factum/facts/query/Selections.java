package dev.factum.facts.query;

import org.jspecify.annotations.Nullable;

/// Narrows down lists of row numbers by what stands in columns, in place and without branches where
/// numbers are compared. Each answers how many rows are left at the front of the list.
final class Selections {

    private Selections() {}

    /// The rows whose value joins with a constant.
    static int equal(Column column, @Nullable Object constant, int[] rows, int count) {
        Object wanted = Keys.canonical(constant);
        return switch (column) {
            case Column.Longs(long[] values) ->
                    wanted instanceof Long number ? equal(values, number, rows, count) : 0;
            case Column.Listed(int[] places, Dictionary dictionary) -> {
                int place = dictionary.find(wanted);
                yield place < 0 ? 0 : equal(places, place, rows, count);
            }
            case Column.Doubles _, Column.Values _, Column.Same _ ->
                    equalAny(column, wanted, rows, count);
        };
    }

    /// Of the first `size` rows those whose value joins with a constant.
    static int equalFromStart(Column column, @Nullable Object constant, int[] rows, int size) {
        Object wanted = Keys.canonical(constant);
        if (column instanceof Column.Longs(long[] values) && wanted instanceof Long number) {
            long same = number;
            int left = 0;
            for (int row = 0; row < size; row++) {
                rows[left] = row;
                left += values[row] == same ? 1 : 0;
            }
            return left;
        }
        if (column instanceof Column.Listed(int[] places, Dictionary dictionary)) {
            int same = dictionary.find(wanted);
            int left = 0;
            for (int row = 0; same >= 0 && row < size; row++) {
                rows[left] = row;
                left += places[row] == same ? 1 : 0;
            }
            return left;
        }
        for (int row = 0; row < size; row++) {
            rows[row] = row;
        }
        return equal(column, wanted, rows, size);
    }

    private static int equal(long[] values, long wanted, int[] rows, int count) {
        int left = 0;
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            rows[left] = row;
            left += values[row] == wanted ? 1 : 0;
        }
        return left;
    }

    private static int equal(int[] places, int wanted, int[] rows, int count) {
        int left = 0;
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            rows[left] = row;
            left += places[row] == wanted ? 1 : 0;
        }
        return left;
    }

    private static int equalAny(Column column, @Nullable Object wanted, int[] rows, int count) {
        int left = 0;
        for (int index = 0; index < count; index++) {
            if (Keys.same(column.get(rows[index]), wanted)) {
                rows[left++] = rows[index];
            }
        }
        return left;
    }

    /// The rows whose two values join.
    static int same(Column one, Column other, int[] rows, int count) {
        int left = 0;
        for (int index = 0; index < count; index++) {
            if (one.sameAs(rows[index], other, rows[index])) {
                rows[left++] = rows[index];
            }
        }
        return left;
    }

    /// The rows that may lie within a range, whose bounds are checked exactly later: whole numbers
    /// are left out here, other values are kept.
    static int within(Column column, ValueRange range, int[] rows, int count) {
        if (!(column instanceof Column.Longs(long[] values))) {
            return count;
        }
        long from = range.from() instanceof Long bound ? bound : Long.MIN_VALUE;
        long to = range.to() instanceof Long bound ? bound : Long.MAX_VALUE;
        int left = 0;
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            rows[left] = row;
            int fromOn = values[row] >= from ? 1 : 0;
            left += values[row] <= to ? fromOn : 0;
        }
        return left;
    }
}
