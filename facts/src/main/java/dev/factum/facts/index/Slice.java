package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;

/// Some datoms that follow one another in an index, as columns or as objects. Immutable.
@SuppressWarnings("ArrayRecordComponent") // slices are compared by nobody
public sealed interface Slice {

    /// How many, at least one.
    int size();

    Datom datom(int row);

    long e(int row);

    long a(int row);

    Object v(int row);

    long tx(int row);

    boolean added(int row);

    /// Writes the entities of all rows into `target` from `at` on.
    void copyEntities(long[] target, int at);

    /// The first row from `from` on whose entity is at least `key`, or the size: only where
    /// entities are in rising order.
    int entityAtLeast(long key, int from);

    /// Rows `from` to `to` of a segment.
    record Columns(Segment segment, int from, int to) implements Slice {
        @Override
        public int size() {
            return to - from;
        }

        @Override
        public Datom datom(int row) {
            return segment.datom(from + row);
        }

        @Override
        public long e(int row) {
            return segment.e().get(from + row);
        }

        @Override
        public long a(int row) {
            return segment.a().get(from + row);
        }

        @Override
        public Object v(int row) {
            return segment.v().get(from + row);
        }

        @Override
        public long tx(int row) {
            return segment.tx().get(from + row);
        }

        @Override
        public boolean added(int row) {
            return segment.added(from + row);
        }

        @Override
        public void copyEntities(long[] target, int at) {
            segment.e().copy(from, to, target, at);
        }

        @Override
        public int entityAtLeast(long key, int start) {
            return segment.e().lowerBound(from + start, to, key) - from;
        }
    }

    /// Elements `from` to `to` of an array that nobody changes.
    record Objects(Datom[] items, int from, int to) implements Slice {
        @Override
        public int size() {
            return to - from;
        }

        @Override
        public Datom datom(int row) {
            return items[from + row];
        }

        @Override
        public long e(int row) {
            return items[from + row].e();
        }

        @Override
        public long a(int row) {
            return items[from + row].a();
        }

        @Override
        public Object v(int row) {
            return items[from + row].v();
        }

        @Override
        public long tx(int row) {
            return items[from + row].tx();
        }

        @Override
        public boolean added(int row) {
            return items[from + row].added();
        }

        @Override
        public void copyEntities(long[] target, int at) {
            for (int index = from; index < to; index++) {
                target[at + index - from] = items[index].e();
            }
        }

        @Override
        public int entityAtLeast(long key, int start) {
            int low = from + start;
            int high = to;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (items[middle].e() < key) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - from;
        }
    }
}
