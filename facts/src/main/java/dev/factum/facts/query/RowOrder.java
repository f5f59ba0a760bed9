package dev.factum.facts.query;

import dev.factum.facts.value.ValueOrder;
import java.util.List;

/// Sorts rows by some of their columns: a merge sort that moves row numbers only, keeps the order
/// of equals and can be stopped by the budget. Not thread-safe.
final class RowOrder {

    private final Column[] columns;
    private final boolean[] descending;
    private final Meter meter;

    RowOrder(List<Column> columns, List<OrderKey> keys, Meter meter) {
        this.columns = keys.stream().map(key -> columns.get(key.column())).toArray(Column[]::new);
        this.descending = new boolean[keys.size()];
        for (int index = 0; index < descending.length; index++) {
            descending[index] = keys.get(index).descending();
        }
        this.meter = meter;
    }

    /// The numbers of the first `size` rows in order.
    int[] sorted(int size) {
        int[] rows = Batch.rows(size);
        sort(rows.clone(), rows, 0, size);
        return rows;
    }

    private void sort(int[] source, int[] target, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(target, source, from, middle);
        sort(target, source, middle, to);
        meter.ticks(to - from);
        int left = from;
        int right = middle;
        for (int place = from; place < to; place++) {
            boolean takeLeft =
                    right >= to || (left < middle && compare(source[left], source[right]) <= 0);
            target[place] = takeLeft ? source[left++] : source[right++];
        }
    }

    private int compare(int row, int other) {
        for (int key = 0; key < columns.length; key++) {
            int order = compare(columns[key], row, other);
            if (order != 0) {
                return descending[key] ? -order : order;
            }
        }
        return 0;
    }

    private static int compare(Column column, int row, int other) {
        return column instanceof Column.Longs(long[] values)
                ? Long.compare(values[row], values[other])
                : Integer.signum(ValueOrder.compare(column.get(row), column.get(other)));
    }
}
