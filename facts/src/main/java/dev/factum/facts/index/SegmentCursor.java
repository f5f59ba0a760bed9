package dev.factum.facts.index;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Walks the segments of a [SegmentTree] from a prefix on. Not thread-safe.
///
/// A bounded walk looks at the first datom of a segment, kept in its directory, before it asks for
/// the segment: what lies beyond the prefix is never fetched.
final class SegmentCursor implements Slices {

    private record Place(Directory directory, int child) {}

    private final IndexOrder order;
    private final Prefix prefix;
    private final boolean bounded;
    private final TxWindow window;
    private final Deque<Place> path = new ArrayDeque<>(4);
    private @Nullable Segment pending;
    private boolean atStart = true;

    SegmentCursor(IndexOrder order, Child root, Prefix prefix, boolean bounded, TxWindow window) {
        this.order = order;
        this.prefix = prefix;
        this.bounded = bounded;
        this.window = window;
        descend(root, true);
    }

    @Override
    public @Nullable Slice next() {
        while (pending != null || advance()) {
            Segment segment = pending;
            pending = null;
            if (segment != null) {
                Slice slice = sliceOf(segment);
                if (slice.size() > 0) {
                    return slice;
                }
            }
        }
        return null;
    }

    private Slice sliceOf(Segment segment) {
        boolean first = atStart;
        atStart = false;
        if (!bounded) {
            return new Slice.Columns(
                    segment, first ? segment.start(order, prefix) : 0, segment.size());
        }
        long range = segment.range(order, prefix);
        int end = (int) (range >>> 32);
        if (end < segment.size()) {
            path.clear();
        }
        return new Slice.Columns(segment, (int) range, end);
    }

    /// Goes to the next segment in the window; false if there is none.
    private boolean advance() {
        while (!path.isEmpty()) {
            Place place = path.pop();
            int next = place.child() + 1;
            if (next == place.directory().size()) {
                continue;
            }
            Child child = place.directory().child(next);
            if (bounded && order.comparePrefix(prefix, child.first()) < 0) {
                path.clear();
                return false;
            }
            path.push(new Place(place.directory(), next));
            if (window.touches(child)) {
                atStart = false;
                descend(child, false);
                return true;
            }
        }
        return false;
    }

    /// Down to a segment. If the window leaves out a node on the way, to nothing: the walk goes on
    /// after it.
    ///
    /// @param toPrefix true to go where what has the prefix begins, false to go to the first
    ///   segment
    private void descend(Child from, boolean toPrefix) {
        Child child = from;
        while (window.touches(child)) {
            switch (child.node()) {
                case Segment segment -> {
                    pending = segment;
                    return;
                }
                case Directory directory -> {
                    int next = toPrefix ? directory.childFor(order, prefix, false) : 0;
                    path.push(new Place(directory, next));
                    child = directory.child(next);
                }
            }
        }
    }
}
