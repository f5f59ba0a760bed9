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
        if (root == null) {
            addRows(all);
            return top(1, cut());
        }
        if (all.isEmpty()) {
            return store.settle(root);
        }
        return switch (root.node()) {
            case Segment segment -> {
                rewrite(segment, all);
                yield top(1, cut());
            }
            case Directory directory -> top(directory.level(), below(directory, all));
        };
    }

    /// One node above these, or the only one of them.
    private @Nullable Child top(int level, List<Child> nodes) {
        List<Child> tops = nodes;
        for (int above = level; tops.size() > 1; above++) {
            tops = directories(above, tops);
        }
        return tops.isEmpty() ? null : tops.getFirst();
    }

    /// What takes the place of the children of a directory.
    private List<Child> below(Directory directory, Span changes) {
        List<Child> after = new ArrayList<>(directory.size() + 1);
        Span left = changes;
        for (int index = 0; index < directory.size(); index++) {
            boolean isLast = index + 1 == directory.size();
            Span own = isLast ? left : upTo(directory.child(index + 1).first(), left);
            left = new Span(own.addedEnd(), left.addedEnd(), own.removedEnd(), left.removedEnd());
            after.addAll(after(directory.level(), directory.child(index), own));
        }
        after.addAll(cut());
        return after;
    }

    /// What takes the place of a child below a directory of this level.
    private List<Child> after(int level, Child child, Span changes) {
        if (changes.isEmpty() && rows.size() == 0) {
            return List.of(store.settle(child));
        }
        if (level > 1) {
            return directories(level - 1, below((Directory) child.node(), changes));
        }
        rewrite((Segment) child.node(), changes);
        return rows.size() < Segment.MIN_SIZE ? List.of() : cut();
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

    /// Makes segments of the rows that have come together.
    private List<Child> cut() {
        int size = rows.size();
        int pieces = (size + Segment.MAX_SIZE - 1) / Segment.MAX_SIZE;
        List<Child> segments = new ArrayList<>(pieces);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) size * piece / pieces);
            int to = (int) ((long) size * (piece + 1) / pieces);
            Segment segment = rows.segment(from, to);
            segments.add(Child.of(store.put(segment), segment));
        }
        rows.clear();
        return segments;
    }

    /// These nodes below directories of about one size.
    private List<Child> directories(int level, List<Child> nodes) {
        int pieces = (nodes.size() + Directory.MAX_SIZE - 1) / Directory.MAX_SIZE;
        List<Child> directories = new ArrayList<>(pieces);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) nodes.size() * piece / pieces);
            int to = (int) ((long) nodes.size() * (piece + 1) / pieces);
            Directory directory = new Directory(level, nodes.subList(from, to));
            directories.add(Child.of(store.put(directory), directory));
        }
        return directories;
    }
}
