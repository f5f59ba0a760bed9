package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects datoms in order and makes segments of them. Belongs to one thread.
final class SegmentBuilder {

    private static final int FIRST_CAPACITY = 1_024;

    private long[] e = new long[FIRST_CAPACITY];
    private long[] a = new long[FIRST_CAPACITY];
    private long[] tx = new long[FIRST_CAPACITY];
    private long[] numbers = new long[FIRST_CAPACITY];
    private byte[] kinds = new byte[FIRST_CAPACITY];
    private final BitSet retracted = new BitSet();
    private final List<Object> listed = new ArrayList<>();
    private final Map<Object, Integer> places = new HashMap<>();
    private @Nullable ValueColumn source;
    private int[] moved = new int[0];
    private int size;

    int size() {
        return size;
    }

    void add(Datom datom) {
        ensure(size + 1);
        e[size] = datom.e();
        a[size] = datom.a();
        tx[size] = datom.tx();
        byte kind = ValueColumn.kindOf(datom.v());
        kinds[size] = kind;
        numbers[size] =
                kind == ValueColumn.LISTED ? place(datom.v()) : ValueColumn.number(datom.v());
        if (!datom.added()) {
            retracted.set(size);
        }
        size++;
    }

    /// Adds the rows of a segment from `from` to `to`.
    void addAll(Segment segment, int from, int to) {
        ensure(size + to - from);
        segment.e().copy(from, to, e, size);
        segment.a().copy(from, to, a, size);
        segment.tx().copy(from, to, tx, size);
        addValues(segment.v(), from, to);
        BitSet theirs = segment.retracted();
        if (theirs != null) {
            for (int row = from; row < to; row++) {
                retracted.set(size + row - from, theirs.get(row));
            }
        }
        size += to - from;
    }

    private void addValues(ValueColumn values, int from, int to) {
        values.numbers().copy(from, to, numbers, size);
        comeFrom(values);
        for (int row = from; row < to; row++) {
            int target = size + row - from;
            kinds[target] = values.kind(row);
            if (kinds[target] == ValueColumn.LISTED) {
                int place = (int) numbers[target];
                if (moved[place] == 0) {
                    moved[place] = place(values.listed(place)) + 1;
                }
                numbers[target] = moved[place] - 1L;
            }
        }
    }

    /// A segment comes in many runs, with a change after each: what became of its dictionary is
    /// kept from one to the next.
    @SuppressWarnings("ReferenceEquality") // the very same column, not an equal one
    private void comeFrom(ValueColumn values) {
        if (source != values) {
            source = values;
            moved = new int[values.dictionarySize()];
        }
    }

    private int place(Object value) {
        // Runs of one value are common where values come in order.
        if (!listed.isEmpty() && listed.getLast().equals(value)) {
            return listed.size() - 1;
        }
        Integer known = places.putIfAbsent(value, listed.size());
        if (known != null) {
            return known;
        }
        listed.add(value);
        return listed.size() - 1;
    }

    private void ensure(int capacity) {
        if (capacity > e.length) {
            int grown = Math.max(capacity, e.length * 2);
            e = Arrays.copyOf(e, grown);
            a = Arrays.copyOf(a, grown);
            tx = Arrays.copyOf(tx, grown);
            numbers = Arrays.copyOf(numbers, grown);
            kinds = Arrays.copyOf(kinds, grown);
        }
    }

    /// The rows from `from` to `to` as a segment.
    Segment segment(int from, int to) {
        return new Segment(
                PackedLongs.of(e, from, to),
                PackedLongs.of(a, from, to),
                values(from, to),
                PackedLongs.of(tx, from, to),
                retracted(from, to));
    }

    private @Nullable BitSet retracted(int from, int to) {
        BitSet part = retracted.get(from, to);
        return part.isEmpty() ? null : part;
    }

    /// Only the listed values that occur from `from` to `to`, so that a segment holds no others.
    private ValueColumn values(int from, int to) {
        long[] own = Arrays.copyOfRange(numbers, from, to);
        int[] moved = new int[listed.size()];
        List<Object> dictionary = new ArrayList<>();
        for (int row = 0; row < own.length; row++) {
            if (kinds[from + row] == ValueColumn.LISTED) {
                int place = (int) own[row];
                if (moved[place] == 0) {
                    dictionary.add(listed.get(place));
                    moved[place] = dictionary.size();
                }
                own[row] = moved[place] - 1L;
            }
        }
        return ValueColumn.of(
                Arrays.copyOfRange(kinds, from, to),
                PackedLongs.of(own, own.length),
                dictionary.toArray());
    }

    void clear() {
        size = 0;
        retracted.clear();
        listed.clear();
        places.clear();
        source = null;
    }
}
