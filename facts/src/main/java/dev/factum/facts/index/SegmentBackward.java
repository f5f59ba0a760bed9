package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Walks the datoms of a [SegmentTree] from the last one at or below a prefix back to the start.
/// Not thread-safe.
final class SegmentBackward implements Iterator<Datom> {

    private record Place(Directory directory, int child) {}

    private final Deque<Place> path = new ArrayDeque<>(4);
    private @Nullable Segment segment;
    private int left;

    SegmentBackward(IndexOrder order, @Nullable Child root, Prefix from) {
        SegmentNode node = root == null ? null : root.node();
        while (node instanceof Directory directory) {
            int child = directory.childFor(order, from, true);
            path.push(new Place(directory, child));
            node = directory.child(child).node();
        }
        if (node instanceof Segment last) {
            segment = last;
            left = last.end(order, from);
        }
    }

    @Override
    public boolean hasNext() {
        while (left == 0 && !path.isEmpty()) {
            Place place = path.pop();
            if (place.child() > 0) {
                path.push(new Place(place.directory(), place.child() - 1));
                descendRight(place.directory().child(place.child() - 1));
            }
        }
        return left > 0;
    }

    private void descendRight(Child from) {
        SegmentNode node = from.node();
        while (node instanceof Directory directory) {
            path.push(new Place(directory, directory.size() - 1));
            node = directory.child(directory.size() - 1).node();
        }
        segment = (Segment) node;
        left = segment.size();
    }

    @Override
    public Datom next() {
        if (!hasNext() || segment == null) {
            throw new NoSuchElementException();
        }
        left--;
        return segment.datom(left);
    }
}
