package dev.factum.facts.query;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the rows of a relation by the values of some columns. Equal keys are one group; groups are
/// numbered as they first occur, and the rows of a group come in rising order.
final class RowIndex {

    private static final int SPREAD = 0x9E3779B9;

    private final Column[] keys;
    private final long @Nullable [] longKeys;
    private final boolean exact;
    private final int shift;
    private final int[] buckets;
    private final int[] nextRow;
    private final int[] groupOf;
    private int[] nextGroup;
    private int[] firstRow;
    private int[] lastRow;
    private int[] hashes;
    private int groups;

    private RowIndex(List<Column> keys, int size, boolean exact) {
        this.keys = keys.toArray(Column[]::new);
        this.exact = exact;
        this.longKeys =
                this.keys.length == 1 && this.keys[0] instanceof Column.Longs(long[] values)
                        ? values
                        : null;
        int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(size));
        this.shift = Integer.SIZE - bits;
        this.buckets = new int[1 << bits];
        Arrays.fill(buckets, -1);
        this.nextRow = new int[size];
        this.groupOf = new int[size];
        int expected = Math.max(8, size / 4);
        this.nextGroup = new int[expected];
        this.firstRow = new int[expected];
        this.lastRow = new int[expected];
        this.hashes = new int[expected];
    }

    /// Groups the first `size` rows by canonical equality.
    static RowIndex of(List<Column> keys, int size, Meter meter) {
        return built(keys, size, false, meter);
    }

    /// Groups the first `size` rows by `equals`, so that `1` and `1N` stay apart. Other columns
    /// cannot be looked for in it.
    static RowIndex exactOf(List<Column> keys, int size, Meter meter) {
        return built(keys, size, true, meter);
    }

    private static RowIndex built(List<Column> keys, int size, boolean exact, Meter meter) {
        var index = new RowIndex(keys, size, exact);
        for (int row = 0; row < size; row++) {
            meter.tick();
            index.add(row);
        }
        return index;
    }

    private void add(int row) {
        int hash = hash(keys, row);
        int group = find(hash, keys, row);
        nextRow[row] = -1;
        groupOf[row] = group >= 0 ? group : groups;
        if (group >= 0) {
            nextRow[lastRow[group]] = row;
            lastRow[group] = row;
            return;
        }
        if (groups == firstRow.length) {
            nextGroup = Arrays.copyOf(nextGroup, groups * 2);
            firstRow = Arrays.copyOf(firstRow, groups * 2);
            lastRow = Arrays.copyOf(lastRow, groups * 2);
            hashes = Arrays.copyOf(hashes, groups * 2);
        }
        int bucket = (hash * SPREAD) >>> shift;
        nextGroup[groups] = buckets[bucket];
        buckets[bucket] = groups;
        firstRow[groups] = row;
        lastRow[groups] = row;
        hashes[groups] = hash;
        groups++;
    }

    static int hash(Column[] columns, int row) {
        int hash = 0;
        for (Column column : columns) {
            hash = 31 * hash + column.hash(row);
        }
        return hash;
    }

    int groups() {
        return groups;
    }

    int firstRow(int group) {
        return firstRow[group];
    }

    /// The next row of the same group, or -1.
    int nextRow(int row) {
        return nextRow[row];
    }

    /// The group of each row.
    int[] groupOf() {
        return groupOf;
    }

    /// The first row of each group.
    int[] firstRows() {
        return Arrays.copyOf(firstRow, groups);
    }

    /// The group with the values of `columns` at `row`, or -1.
    int find(Column[] columns, int row) {
        return find(hash(columns, row), columns, row);
    }

    private int find(int hash, Column[] columns, int row) {
        int group = buckets[(hash * SPREAD) >>> shift];
        while (group >= 0 && !(hashes[group] == hash && matches(group, columns, row))) {
            group = nextGroup[group];
        }
        return group;
    }

    private boolean matches(int group, Column[] columns, int row) {
        int candidate = firstRow[group];
        for (int index = 0; index < keys.length; index++) {
            boolean same =
                    exact
                            ? keys[index].equalAt(candidate, row)
                            : keys[index].sameAs(candidate, columns[index], row);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /// The group whose single key is this number, or -1.
    int find(long key) {
        int hash = Long.hashCode(key);
        int group = buckets[(hash * SPREAD) >>> shift];
        while (group >= 0 && !(hashes[group] == hash && matches(group, key))) {
            group = nextGroup[group];
        }
        return group;
    }

    private boolean matches(int group, long key) {
        int candidate = firstRow[group];
        return longKeys == null
                ? Keys.same(keys[0].get(candidate), key)
                : longKeys[candidate] == key;
    }

    /// The group with these values, or -1.
    int find(@Nullable Object[] values) {
        int hash = 0;
        for (Object value : values) {
            hash = 31 * hash + Keys.hash(value);
        }
        int group = buckets[(hash * SPREAD) >>> shift];
        while (group >= 0 && !(hashes[group] == hash && matches(group, values))) {
            group = nextGroup[group];
        }
        return group;
    }

    private boolean matches(int group, @Nullable Object[] values) {
        int candidate = firstRow[group];
        for (int index = 0; index < keys.length; index++) {
            if (!Keys.same(keys[index].get(candidate), values[index])) {
                return false;
            }
        }
        return true;
    }
}
