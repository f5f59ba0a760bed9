package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts sorted datoms into a [SegmentTree] and takes others out, in one pass: every node that
/// changes is written once. Belongs to one thread.
///
/// Segments that are rewritten side by side are cut anew, so that none is much too small; an
/// untouched segment is only rewritten where it follows a remainder that is too small to stand
/// alone.
final class SegmentMerge {

    private final IndexOrder order;
    private final Datom[] added;
    private final Datom[] removed;
    private final SegmentStore store;
    private final SegmentBuilder rows = new SegmentBuilder();

    SegmentMerge(IndexOrder order, Datom[] added, Datom[] removed, SegmentStore store) {
        this.order = order;
        this.added = added;
        this.removed = removed;
        this.store = store;
    }

    /// The changes that belong below a node: spans of both arrays.
    private record Span(int added, int addedEnd, int removed, int removedEnd) {
        boolean isEmpty() {
            return added == addedEnd && removed == removedEnd;
        }
    }

    /// The root of the tree after the changes, or null if nothing is left.
    @Nullable Child into(@Nullable Child root) {
        Span all = new Span(0, added.length, 0, removed.length);
        List<Child> level = new ArrayList<>();
        if (root == null) {
            addRows(all);
            cut(level, true);
        } else if (all.isEmpty()) {
            level.add(store.settle(root));
        } else if (root.node() instanceof Directory directory) {
            level.addAll(below(directory, all));
        } else {
            rewrite((Segment) root.node(), all);
            cut(level, true);
        }
        while (level.size() > 1) {
            level = directories(level);
        }
        return level.isEmpty() ? null : collapsed(level.getFirst());
    }

    /// A directory with a single child is no better than the child.
    private static Child collapsed(Child root) {
        Child top = root;
        while (top.node() instanceof Directory directory && directory.size() == 1) {
            top = directory.child(0);
        }
        return top;
    }

    /// What takes the place of a directory: directories, or nothing if all below it is gone.
    private List<Child> below(Directory directory, Span changes) {
        List<Child> after = new ArrayList<>(directory.size() + 1);
        boolean leaves = directory.child(0).node() instanceof Segment;
        Span left = changes;
        for (int index = 0; index < directory.size(); index++) {
            Child child = directory.child(index);
            boolean isLast = index + 1 == directory.size();
            Span own = isLast ? left : upTo(directory.child(index + 1).first(), left);
            left = new Span(own.addedEnd(), left.addedEnd(), own.removedEnd(), left.removedEnd());
            if (!leaves) {
                after.addAll(
                        own.isEmpty()
                                ? List.of(store.settle(child))
                                : below((Directory) child.node(), own));
            } else if (own.isEmpty() && rows.size() == 0) {
                after.add(store.settle(child));
            } else {
                rewrite((Segment) child.node(), own);
                cut(after, false);
            }
        }
        cut(after, true);
        return directories(after);
    }

    /// The part of the span that comes before `first`.
    private Span upTo(Datom first, Span span) {
        return new Span(
                span.added(),
                bound(added, first, span.added(), span.addedEnd()),
                span.removed(),
                bound(removed, first, span.removed(), span.removedEnd()));
    }

    private int bound(Datom[] datoms, Datom first, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(datoms[middle], first) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // ---- segments

    private void rewrite(Segment segment, Span changes) {
        int row = 0;
        int nextAdded = changes.added();
        int nextRemoved = changes.removed();
        while (nextAdded < changes.addedEnd() || nextRemoved < changes.removedEnd()) {
            boolean isAdded =
                    nextRemoved == changes.removedEnd()
                            || (nextAdded < changes.addedEnd()
                                    && order.compare(added[nextAdded], removed[nextRemoved]) < 0);
            Datom change = isAdded ? added[nextAdded++] : removed[nextRemoved++];
            int place = segment.place(order, change, row);
            rows.addAll(segment, row, place);
            row = segment.has(place, order, change) ? place + 1 : place;
            if (isAdded) {
                rows.add(change);
            }
        }
        rows.addAll(segment, row, segment.size());
    }

    private void addRows(Span changes) {
        for (int index = changes.added(); index < changes.addedEnd(); index++) {
            rows.add(added[index]);
        }
    }

    /// Makes segments of the rows that have come together: of all of them at the end, otherwise
    /// only if there are enough.
    private void cut(List<Child> target, boolean atEnd) {
        int size = rows.size();
        if (size == 0 || (!atEnd && size < Segment.MIN_SIZE)) {
            return;
        }
        int pieces = (size + Segment.MAX_SIZE - 1) / Segment.MAX_SIZE;
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) size * piece / pieces);
            int to = (int) ((long) size * (piece + 1) / pieces);
            Segment segment = rows.segment(from, to);
            target.add(Child.of(store.put(segment), segment));
        }
        rows.clear();
    }

    /// These nodes below directories of about one size.
    private List<Child> directories(List<Child> nodes) {
        int pieces = (nodes.size() + Directory.MAX_SIZE - 1) / Directory.MAX_SIZE;
        List<Child> directories = new ArrayList<>(pieces);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) nodes.size() * piece / pieces);
            int to = (int) ((long) nodes.size() * (piece + 1) / pieces);
            Directory directory = new Directory(nodes.subList(from, to));
            directories.add(Child.of(store.put(directory), directory));
        }
        return directories;
    }
}
