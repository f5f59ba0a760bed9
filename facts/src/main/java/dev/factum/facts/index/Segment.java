package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A leaf of a [SegmentTree]: some thousand datoms in the order of their index, kept by column.
/// Immutable.
///
/// @param retracted the rows that are retractions, or null if all are assertions; never changed
public record Segment(
        PackedLongs e, PackedLongs a, ValueColumn v, PackedLongs tx, @Nullable BitSet retracted)
        implements SegmentNode {

    /// A segment with more datoms than this is split.
    public static final int MAX_SIZE = 4_096;

    /// A segment with fewer datoms than this is joined with its neighbour when it is rewritten.
    static final int MIN_SIZE = 1_024;

    public int size() {
        return e.size();
    }

    public boolean added(int row) {
        return retracted == null || !retracted.get(row);
    }

    public Datom datom(int row) {
        return new Datom(e.get(row), a.get(row), v.get(row), tx.get(row), added(row));
    }

    /// The first row that has the leading parts of the prefix, or would have.
    int start(IndexOrder order, Prefix prefix) {
        return (int) range(order, prefix);
    }

    /// The row after the last that has the leading parts of the prefix, or would have.
    int end(IndexOrder order, Prefix prefix) {
        return (int) (range(order, prefix) >>> 32);
    }

    /// Start and end at once: start in the low 32 bits, end in the high ones. The rows are narrowed
    /// down part by part, each by binary search in one column.
    long range(IndexOrder order, Prefix prefix) {
        int from = 0;
        int to = size();
        for (int depth = 0; depth < prefix.depth() && from < to; depth++) {
            Part part = order.part(depth);
            int start = bound(part, from, to, prefix, false);
            to = bound(part, start, to, prefix, true);
            from = start;
        }
        return (long) to << 32 | from;
    }

    private int bound(Part part, int from, int to, Prefix prefix, boolean afterMatches) {
        return switch (part) {
            case ENTITY -> bound(e, from, to, prefix.e(), afterMatches);
            case ATTRIBUTE -> bound(a, from, to, prefix.a(), afterMatches);
            case VALUE ->
                    afterMatches
                            ? v.upperBound(from, to, prefix.v())
                            : v.lowerBound(from, to, prefix.v());
            case TRANSACTION -> transactionBound(from, to, prefix.tx(), afterMatches);
        };
    }

    private static int bound(PackedLongs column, int from, int to, long key, boolean afterMatches) {
        return afterMatches ? column.upperBound(from, to, key) : column.lowerBound(from, to, key);
    }

    /// Within a fact the newest comes first; there are few of one fact.
    private int transactionBound(int from, int to, long key, boolean afterMatches) {
        int row = from;
        while (row < to && (afterMatches ? tx.get(row) >= key : tx.get(row) > key)) {
            row++;
        }
        return row;
    }

    /// Where the datom is, or would be, from row `from` on. Often it is right there, where many
    /// neighbours were taken away.
    int place(IndexOrder order, Datom datom, int from) {
        if (from < size() && order.compare(datom(from), datom) >= 0) {
            return from;
        }
        Prefix moment = Prefix.datom(datom.e(), datom.a(), datom.v(), datom.tx());
        int row = Math.max(from, start(order, moment));
        while (row < size() && order.compare(datom(row), datom) < 0) {
            row++;
        }
        return row;
    }

    /// True if `row` exists and is this datom.
    boolean has(int row, IndexOrder order, Datom datom) {
        return row < size() && order.compare(datom(row), datom) == 0;
    }

    @Override
    public long heapBytes() {
        return 64
                + e.heapBytes()
                + a.heapBytes()
                + v.heapBytes()
                + tx.heapBytes()
                + (retracted == null ? 0 : 32 + retracted.size() / 8);
    }
}
