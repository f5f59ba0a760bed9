package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// A persistent sorted set of datoms in one [IndexOrder]: a B+tree whose leaves are columnar
/// [Segment]s and whose nodes may be in storage. It changes by merging many datoms at once.
///
/// Immutable and safe to share between threads. Bayer and McCreight, *Organization and Maintenance
/// of Large Ordered Indexes* (1972); nodes are never changed in place, as in Datomic's indexes.
///
/// @param root null if the tree is empty
public record SegmentTree(IndexOrder order, @Nullable Child root) {

    public static SegmentTree empty(IndexOrder order) {
        return new SegmentTree(order, null);
    }

    /// How many datoms there are.
    public long count() {
        return root == null ? 0 : root.count();
    }

    /// This tree with some datoms more and some less.
    ///
    /// @param added in order, each once
    /// @param removed in order, each once
    /// @param store where the new nodes go
    public SegmentTree merged(Datom[] added, Datom[] removed, SegmentStore store) {
        return new SegmentTree(order, new SegmentMerge(order, added, removed, store).into(root));
    }

    /// The datoms below the prefix, in order.
    ///
    /// @param window segments without any datom of a transaction in it are left out
    public Slices slices(Prefix prefix, TxWindow window) {
        return root == null ? Slices.NONE : new SegmentCursor(order, root, prefix, true, window);
    }

    /// The datoms from the prefix to the end, in order.
    public Slices slicesFrom(Prefix from, TxWindow window) {
        return root == null ? Slices.NONE : new SegmentCursor(order, root, from, false, window);
    }

    /// The datoms from the last one at or below the prefix back to the start.
    public Iterator<Datom> backward(Prefix from) {
        return new SegmentBackward(order, root, from);
    }

    /// How many datoms lie below the prefix.
    public long count(Prefix prefix) {
        return prefix.depth() == 0 ? count() : rank(prefix, true) - rank(prefix, false);
    }

    /// How many datoms come before the prefix, or before the end of what lies below it.
    private long rank(Prefix prefix, boolean afterMatches) {
        if (root == null) {
            return 0;
        }
        long rank = 0;
        SegmentNode node = root.node();
        while (node instanceof Directory directory) {
            int child = directory.childFor(order, prefix, afterMatches);
            rank += directory.countBefore(child);
            node = directory.child(child).node();
        }
        Segment segment = (Segment) node;
        return rank + (afterMatches ? segment.end(order, prefix) : segment.start(order, prefix));
    }
}
