package dev.factum.facts.query;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The values of one variable, row by row. Never changed once it is in a [Relation]; its arrays may
/// be longer than the relation.
sealed interface Column {

    @Nullable Object get(int row);

    int hash(int row);

    /// True if both values join.
    boolean sameAs(int row, Column other, int otherRow);

    /// True if both values of this column are equal, so that `1` and `1N` are not.
    boolean equalAt(int row, int other);

    /// The values of the given rows.
    Column gather(int[] rows, int count);

    Column slice(int from, int to);

    /// Whole numbers: ids and values of type long.
    @SuppressWarnings("ArrayRecordComponent") // a window on an array, compared by nobody
    record Longs(long[] values) implements Column {
        @Override
        public Object get(int row) {
            return values[row];
        }

        @Override
        public int hash(int row) {
            return Long.hashCode(values[row]);
        }

        @Override
        public boolean sameAs(int row, Column other, int otherRow) {
            return other instanceof Longs(long[] others)
                    ? values[row] == others[otherRow]
                    : Keys.same(values[row], other.get(otherRow));
        }

        @Override
        public boolean equalAt(int row, int other) {
            return values[row] == values[other];
        }

        @Override
        public Column gather(int[] rows, int count) {
            var gathered = new long[count];
            for (int index = 0; index < count; index++) {
                gathered[index] = values[rows[index]];
            }
            return new Longs(gathered);
        }

        @Override
        public Column slice(int from, int to) {
            return new Longs(Arrays.copyOfRange(values, from, to));
        }
    }

    /// Values of type double.
    @SuppressWarnings("ArrayRecordComponent") // a window on an array, compared by nobody
    record Doubles(double[] values) implements Column {
        @Override
        public Object get(int row) {
            return values[row];
        }

        @Override
        public int hash(int row) {
            return Double.hashCode(values[row] == 0.0 ? 0.0 : values[row]);
        }

        @Override
        public boolean sameAs(int row, Column other, int otherRow) {
            return other instanceof Doubles(double[] others)
                    ? same(values[row], others[otherRow])
                    : Keys.same(values[row], other.get(otherRow));
        }

        private static boolean same(double left, double right) {
            return left == right || Double.compare(left, right) == 0;
        }

        @Override
        public boolean equalAt(int row, int other) {
            return Double.compare(values[row], values[other]) == 0;
        }

        @Override
        public Column gather(int[] rows, int count) {
            var gathered = new double[count];
            for (int index = 0; index < count; index++) {
                gathered[index] = values[rows[index]];
            }
            return new Doubles(gathered);
        }

        @Override
        public Column slice(int from, int to) {
            return new Doubles(Arrays.copyOfRange(values, from, to));
        }
    }

    /// Values that repeat often, as places in a dictionary.
    @SuppressWarnings("ArrayRecordComponent") // a window on an array, compared by nobody
    record Listed(int[] places, Dictionary dictionary) implements Column {
        @Override
        public Object get(int row) {
            return dictionary.get(places[row]);
        }

        @Override
        public int hash(int row) {
            return dictionary.hash(places[row]);
        }

        @Override
        public boolean sameAs(int row, Column other, int otherRow) {
            if (other instanceof Listed(int[] others, Dictionary theirs)
                    && theirs.equals(dictionary)) {
                return places[row] == others[otherRow];
            }
            return Keys.same(get(row), other.get(otherRow));
        }

        @Override
        public boolean equalAt(int row, int other) {
            return places[row] == places[other];
        }

        @Override
        public Column gather(int[] rows, int count) {
            var gathered = new int[count];
            for (int index = 0; index < count; index++) {
                gathered[index] = places[rows[index]];
            }
            return new Listed(gathered, dictionary);
        }

        @Override
        public Column slice(int from, int to) {
            return new Listed(Arrays.copyOfRange(places, from, to), dictionary);
        }
    }

    /// One value for all rows, such as an input.
    record Same(@Nullable Object value) implements Column {
        @Override
        public @Nullable Object get(int row) {
            return value;
        }

        @Override
        public int hash(int row) {
            return Keys.hash(value);
        }

        @Override
        public boolean sameAs(int row, Column other, int otherRow) {
            return Keys.same(value, other.get(otherRow));
        }

        @Override
        public boolean equalAt(int row, int other) {
            return true;
        }

        @Override
        public Column gather(int[] rows, int count) {
            return this;
        }

        @Override
        public Column slice(int from, int to) {
            return this;
        }
    }

    /// Values of any kind.
    @SuppressWarnings("ArrayRecordComponent") // a window on an array, compared by nobody
    record Values(@Nullable Object[] values) implements Column {
        @Override
        public @Nullable Object get(int row) {
            return values[row];
        }

        @Override
        public int hash(int row) {
            return Keys.hash(values[row]);
        }

        @Override
        public boolean sameAs(int row, Column other, int otherRow) {
            return Keys.same(values[row], other.get(otherRow));
        }

        @Override
        public boolean equalAt(int row, int other) {
            return Objects.equals(values[row], values[other]);
        }

        @Override
        public Column gather(int[] rows, int count) {
            var gathered = new @Nullable Object[count];
            for (int index = 0; index < count; index++) {
                gathered[index] = values[rows[index]];
            }
            return new Values(gathered);
        }

        @Override
        public Column slice(int from, int to) {
            return new Values(Arrays.copyOfRange(values, from, to));
        }
    }
}
