package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The slices of segments with the novelty worked in: cut where a datom was added or taken away, so
/// that the cost follows the novelty and the untouched rows between stay columns. Not thread-safe.
final class MergedSlices implements Slices {

    private static final int BATCH = 256;

    private final IndexOrder order;
    private final Slices stored;
    private final Iterator<Datom> fresh;
    private final Iterator<Datom> gone;
    private @Nullable Datom nextFresh;
    private @Nullable Datom nextGone;
    private @Nullable Segment segment;
    private int from;
    private int to;

    /// @param fresh what was added, in order
    /// @param gone what was taken away from the segments or from `fresh`, in order
    MergedSlices(IndexOrder order, Slices stored, Iterator<Datom> fresh, Iterator<Datom> gone) {
        this.order = order;
        this.stored = stored;
        this.fresh = fresh;
        this.gone = gone;
        this.nextFresh = take(fresh);
        this.nextGone = take(gone);
    }

    private static @Nullable Datom take(Iterator<Datom> source) {
        return source.hasNext() ? source.next() : null;
    }

    @Override
    public @Nullable Slice next() {
        while (true) {
            if (from == to) {
                fetch();
            }
            if (segment == null) {
                return freshBefore(null);
            }
            boolean isFresh = isFreshFirst();
            Datom change = isFresh ? nextFresh : nextGone;
            int place = change == null ? to : Math.min(to, segment.place(order, change, from));
            if (place > from) {
                Slice untouched = new Slice.Columns(segment, from, place);
                from = place;
                return untouched;
            }
            if (!isFresh || change == null) {
                skipGone(segment);
            } else if (segment.has(from, order, change)) {
                nextFresh = take(fresh);
            } else {
                Slice batch = freshBefore(segment.datom(from));
                if (batch != null) {
                    return batch;
                }
            }
        }
    }

    private void fetch() {
        Slice slice = stored.next();
        segment = null;
        if (slice instanceof Slice.Columns(Segment next, int start, int end)) {
            segment = next;
            from = start;
            to = end;
        }
    }

    private boolean isFreshFirst() {
        return nextFresh != null && (nextGone == null || order.compare(nextFresh, nextGone) < 0);
    }

    private void skipGone(Segment current) {
        if (nextGone != null && current.has(from, order, nextGone)) {
            from++;
            nextGone = take(gone);
        } else {
            dropGoneFresh();
        }
    }

    /// What is to be taken away next is not in the segments: it is what was added next.
    private void dropGoneFresh() {
        if (nextGone != null && nextFresh != null && order.compare(nextFresh, nextGone) == 0) {
            nextFresh = take(fresh);
        }
        nextGone = take(gone);
    }

    /// Some of what was added and not taken away, as long as it comes before `limit`; null if there
    /// is none.
    private @Nullable Slice freshBefore(@Nullable Datom limit) {
        var batch = new Datom[16];
        int size = 0;
        while (nextFresh != null
                && size < BATCH
                && (limit == null || order.compare(nextFresh, limit) < 0)) {
            int beforeGone = nextGone == null ? -1 : order.compare(nextFresh, nextGone);
            if (beforeGone < 0) {
                if (size == batch.length) {
                    batch = Arrays.copyOf(batch, size * 4);
                }
                batch[size++] = nextFresh;
                nextFresh = take(fresh);
            } else if (beforeGone == 0 || limit == null) {
                dropGoneFresh();
            } else {
                break;
            }
        }
        return size == 0 ? null : new Slice.Objects(batch, 0, size);
    }
}
