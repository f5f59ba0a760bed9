package dev.factum.facts.query;

import dev.factum.facts.index.Slice;
import dev.factum.facts.index.ValueColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Some datoms that follow one another in an index, as columns that are made when they are asked
/// for. It belongs to the walk that gave it, and is good until the next batch is asked for. Not
/// thread-safe.
final class Batch {

    /// A segment's dictionary stays one if so many rows share a value on average.
    private static final int ROWS_OF_A_LISTED_VALUE = 4;

    private static final Object[] TRUTHS = {false, true};

    private final Scratch scratch;
    private final Slice slice;
    private boolean readEntities;
    private @Nullable Column values;
    private @Nullable Column attributes;
    private @Nullable Column transactions;
    private @Nullable Column added;

    /// Arrays that one walk uses again and again.
    static final class Scratch {
        private long[] entities = new long[0];
        private long[] numbers = new long[0];
        private int[] places = new int[0];

        private long[] entities(int size) {
            entities = entities.length < size ? new long[size] : entities;
            return entities;
        }

        private long[] numbers(int size) {
            numbers = numbers.length < size ? new long[size] : numbers;
            return numbers;
        }

        private int[] places(int size) {
            places = places.length < size ? new int[size] : places;
            return places;
        }
    }

    Batch(Slice slice, Scratch scratch) {
        this.slice = slice;
        this.scratch = scratch;
    }

    int size() {
        return slice.size();
    }

    /// The entity of the last datom.
    long lastEntity() {
        return slice.e(slice.size() - 1);
    }

    long entity(int row) {
        return slice.e(row);
    }

    /// The first row from `from` on whose entity is at least `key`, or the size: where the batch is
    /// in order of its entities.
    int entityAtLeast(long key, int from) {
        return slice.entityAtLeast(key, from);
    }

    /// One part of one datom.
    Object get(Place place, int row) {
        return switch (place) {
            case ENTITY -> slice.e(row);
            case ATTRIBUTE -> slice.a(row);
            case VALUE -> slice.v(row);
            case TRANSACTION -> slice.tx(row);
            case ADDED -> slice.added(row);
        };
    }

    long[] entities() {
        long[] entities = scratch.entities(slice.size());
        if (!readEntities) {
            slice.copyEntities(entities, 0);
            readEntities = true;
        }
        return entities;
    }

    Column column(Place place) {
        return switch (place) {
            case ENTITY -> new Column.Longs(entities());
            case ATTRIBUTE -> attributes();
            case VALUE -> values();
            case TRANSACTION -> transactions();
            case ADDED -> added();
        };
    }

    private Column attributes() {
        Column known = attributes;
        if (known == null) {
            var ids = new long[slice.size()];
            Arrays.setAll(ids, slice::a);
            known = new Column.Longs(ids);
            attributes = known;
        }
        return known;
    }

    private Column transactions() {
        Column known = transactions;
        if (known == null) {
            var ids = new long[slice.size()];
            Arrays.setAll(ids, slice::tx);
            known = new Column.Longs(ids);
            transactions = known;
        }
        return known;
    }

    private Column added() {
        Column known = added;
        if (known == null) {
            var places = new int[slice.size()];
            Arrays.setAll(places, row -> slice.added(row) ? 1 : 0);
            known = new Column.Listed(places, Dictionary.of(TRUTHS.clone()));
            added = known;
        }
        return known;
    }

    private Column values() {
        Column known = values;
        if (known == null) {
            known =
                    switch (slice) {
                        case Slice.Columns(var segment, int from, int to) ->
                                values(segment.v(), from, to);
                        case Slice.Objects objects -> values(objects);
                    };
            values = known;
        }
        return known;
    }

    private static Column values(Slice.Objects objects) {
        var builder = new ColumnBuilder();
        for (int row = 0; row < objects.size(); row++) {
            builder.add(objects.v(row));
        }
        return builder.column();
    }

    private Column values(ValueColumn column, int from, int to) {
        int size = to - from;
        if (column.isAll(ValueColumn.LONG, from, to)) {
            long[] numbers = scratch.numbers(size);
            column.numbers().copy(from, to, numbers, 0);
            return new Column.Longs(numbers);
        }
        if (column.isAll(ValueColumn.DOUBLE, from, to)) {
            var doubles = new double[size];
            Arrays.setAll(
                    doubles, row -> Double.longBitsToDouble(column.numbers().get(from + row)));
            return new Column.Doubles(doubles);
        }
        if (column.isAll(ValueColumn.TRUTH, from, to)) {
            return new Column.Listed(places(column, from, to), Dictionary.of(TRUTHS.clone()));
        }
        boolean repeats =
                column.dictionarySize() * ROWS_OF_A_LISTED_VALUE <= size
                        && column.isAll(ValueColumn.LISTED, from, to);
        return repeats && canList(column)
                ? new Column.Listed(places(column, from, to), Dictionary.of(listed(column)))
                : any(column, from, size);
    }

    private static boolean canList(ValueColumn column) {
        for (int place = 0; place < column.dictionarySize(); place++) {
            if (!Dictionary.takes(column.listed(place))) {
                return false;
            }
        }
        return true;
    }

    private static Object[] listed(ValueColumn column) {
        var listed = new Object[column.dictionarySize()];
        Arrays.setAll(listed, column::listed);
        return listed;
    }

    private int[] places(ValueColumn column, int from, int to) {
        int[] places = scratch.places(to - from);
        column.numbers().copy(from, to, places, 0);
        return places;
    }

    private static Column any(ValueColumn column, int from, int size) {
        var values = new Object[size];
        Arrays.setAll(values, row -> column.get(from + row));
        return new Column.Values(values);
    }

    /// All rows, from 0.
    static int[] rows(int count) {
        var rows = new int[count];
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
        return rows;
    }
}
