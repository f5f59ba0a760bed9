package dev.factum.facts.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Collects the values of a column: as primitives as long as all are of one kind. Not thread-safe.
final class ColumnBuilder {

    private static final int FIRST_CAPACITY = 16;
    private static final int MOST_LISTED = 4_096;

    /// What is kept, and how. A builder begins with no longs, and changes to what comes first.
    private enum Kind {
        LONGS,
        DOUBLES,
        LISTED,
        VALUES
    }

    private Kind kind = Kind.LONGS;
    private long[] longs = new long[0];
    private double[] doubles = new double[0];
    private int[] places = new int[0];
    private @Nullable Object[] values = new @Nullable Object[0];
    private Dictionary dictionary = new Dictionary();
    private @Nullable Dictionary foreign;
    private int[] translated = new int[0];
    private int size;

    int size() {
        return size;
    }

    void addLong(long value) {
        if (kind != Kind.LONGS) {
            if (size > 0) {
                addValue(value);
                return;
            }
            kind = Kind.LONGS;
        }
        if (size == longs.length) {
            longs = Arrays.copyOf(longs, grown(1));
        }
        longs[size++] = value;
    }

    private void addDouble(double value) {
        if (kind != Kind.DOUBLES) {
            if (size > 0) {
                addValue(value);
                return;
            }
            kind = Kind.DOUBLES;
        }
        if (size == doubles.length) {
            doubles = Arrays.copyOf(doubles, grown(1));
        }
        doubles[size++] = value;
    }

    private int grown(int more) {
        return Math.max(Math.max(FIRST_CAPACITY, size * 2), size + more);
    }

    void add(@Nullable Object value) {
        if (value instanceof Long number) {
            addLong(number);
        } else if (value instanceof Double number) {
            addDouble(number);
        } else {
            addValue(value);
        }
    }

    private void addValue(@Nullable Object value) {
        if (kind == Kind.LISTED
                && size > 0
                && value != null
                && dictionary.size() < MOST_LISTED
                && Dictionary.takes(value)) {
            addPlace(dictionary.place(value));
            return;
        }
        box();
        if (size == values.length) {
            values = Arrays.copyOf(values, grown(1));
        }
        values[size++] = value;
    }

    void addFrom(Column column, int row) {
        switch (column) {
            case Column.Longs(long[] others) -> addLong(others[row]);
            case Column.Doubles(double[] others) -> addDouble(others[row]);
            case Column.Listed(int[] others, Dictionary theirs) when isListing() ->
                    addPlace(translation(theirs)[others[row]]);
            case Column.Listed listed -> addValue(listed.get(row));
            case Column.Values any -> add(any.get(row));
            case Column.Same(Object value) -> add(value);
        }
    }

    /// Adds the values of the given rows of a column.
    void addAll(Column column, int[] rows, int count) {
        if (count == 0) {
            return;
        }
        switch (column) {
            case Column.Longs(long[] others) when canKeep(Kind.LONGS) -> {
                longs = longs.length < size + count ? Arrays.copyOf(longs, grown(count)) : longs;
                for (int index = 0; index < count; index++) {
                    longs[size + index] = others[rows[index]];
                }
                size += count;
            }
            case Column.Listed(int[] others, Dictionary theirs) when isListing() -> {
                places =
                        places.length < size + count ? Arrays.copyOf(places, grown(count)) : places;
                int[] ours = translation(theirs);
                for (int index = 0; index < count; index++) {
                    places[size + index] = ours[others[rows[index]]];
                }
                size += count;
            }
            case Column.Longs _,
                    Column.Doubles _,
                    Column.Listed _,
                    Column.Values _,
                    Column.Same _ -> {
                for (int index = 0; index < count; index++) {
                    addFrom(column, rows[index]);
                }
            }
        }
    }

    private boolean canKeep(Kind wanted) {
        if (size == 0) {
            kind = wanted;
        }
        return kind == wanted;
    }

    private boolean isListing() {
        return canKeep(Kind.LISTED);
    }

    private void addPlace(int place) {
        if (size == places.length) {
            places = Arrays.copyOf(places, grown(1));
        }
        places[size++] = place;
    }

    /// Our places of the values of another dictionary.
    private int[] translation(Dictionary theirs) {
        if (size == 0) {
            dictionary =
                    theirs; // both belong to this run, and who uses one of them sees it grow only
        }
        if (!theirs.equals(foreign) || translated.length < theirs.size()) {
            foreign = theirs;
            translated = new int[theirs.size()];
            for (int place = 0; place < translated.length; place++) {
                translated[place] =
                        theirs.equals(dictionary) ? place : dictionary.place(theirs.get(place));
            }
        }
        return translated;
    }

    /// True if the value at `row` joins with one of another column.
    boolean sameAs(int row, Column other, int otherRow) {
        return switch (kind) {
            case LONGS ->
                    other instanceof Column.Longs(long[] others)
                            ? longs[row] == others[otherRow]
                            : Keys.same(longs[row], other.get(otherRow));
            case DOUBLES, LISTED, VALUES -> column().sameAs(row, other, otherRow);
        };
    }

    /// Changes to a column of any values.
    private void box() {
        if (kind == Kind.VALUES) {
            return;
        }
        var boxed = new @Nullable Object[Math.max(FIRST_CAPACITY, size * 2)];
        Column sofar = column();
        for (int index = 0; index < size; index++) {
            boxed[index] = sofar.get(index);
        }
        values = boxed;
        kind = Kind.VALUES;
    }

    /// The values so far. What is added later does not show within the first `size` rows.
    Column column() {
        return switch (kind) {
            case LONGS -> new Column.Longs(longs);
            case DOUBLES -> new Column.Doubles(doubles);
            case LISTED -> new Column.Listed(places, dictionary);
            case VALUES -> new Column.Values(values);
        };
    }
}
