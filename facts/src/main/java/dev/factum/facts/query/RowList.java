package dev.factum.facts.query;

import java.util.Arrays;

/// A growing list of row numbers. Not thread-safe.
final class RowList {

    private int[] rows = new int[16];
    private int size;

    void add(int row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
        }
        rows[size++] = row;
    }

    void addRepeated(int row, int count) {
        if (size + count > rows.length) {
            rows = Arrays.copyOf(rows, Math.max(size * 2, size + count));
        }
        Arrays.fill(rows, size, size + count, row);
        size += count;
    }

    int size() {
        return size;
    }

    /// The rows; the array may be longer.
    int[] array() {
        return rows;
    }
}
