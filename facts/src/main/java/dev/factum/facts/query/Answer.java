package dev.factum.facts.query;

import java.util.List;

/// The rows of an answer by column, one for each element of `:find`. Never changed.
record Answer(List<Column> columns, int size) {

    Answer {
        columns = List.copyOf(columns);
    }

    /// These rows by the given keys; rows that agree in all of them stay as they are.
    Answer ordered(List<OrderKey> keys, Meter meter) {
        return keys.isEmpty()
                ? this
                : picked(new RowOrder(columns, keys, meter).sorted(size), size);
    }

    /// At most `limit` rows (all if it is negative) after the first `offset`.
    Answer page(long offset, long limit) {
        int start = (int) Math.min(offset, size);
        int left = size - start;
        int count = limit < 0 ? left : (int) Math.min(limit, left);
        if (count == size) {
            return this;
        }
        var rows = new int[count];
        for (int row = 0; row < count; row++) {
            rows[row] = start + row;
        }
        return picked(rows, count);
    }

    private Answer picked(int[] rows, int count) {
        return new Answer(
                columns.stream().map(column -> column.gather(rows, count)).toList(), count);
    }

    RowView row(int row) {
        return RowView.of(columns, row);
    }
}
