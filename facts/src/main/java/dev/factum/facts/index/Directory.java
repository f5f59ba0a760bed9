package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.List;

/// An inner node of a [SegmentTree]: the nodes below it in order. Immutable.
public final class Directory implements SegmentNode {

    /// A directory with more children than this is split.
    public static final int MAX_SIZE = 256;

    private static final long BYTES_OF_A_CHILD = 200;

    private final int level;
    private final Child[] children;
    private final Datom[] firsts;
    private final long[] before;

    /// @param level 1 if the children are segments, otherwise one more than theirs
    /// @param children in order, at least one
    public Directory(int level, List<Child> children) {
        this.level = level;
        this.children = children.toArray(Child[]::new);
        this.firsts = new Datom[this.children.length];
        this.before = new long[this.children.length + 1];
        for (int index = 0; index < firsts.length; index++) {
            firsts[index] = this.children[index].first();
            before[index + 1] = before[index] + this.children[index].count();
        }
    }

    /// 1 if the children are segments, otherwise one more than theirs.
    public int level() {
        return level;
    }

    public int size() {
        return children.length;
    }

    public Child child(int index) {
        return children[index];
    }

    /// The children in order.
    public List<Child> children() {
        return List.of(children);
    }

    /// How many datoms lie below.
    long count() {
        return before[children.length];
    }

    /// How many datoms lie below the children before this one.
    long countBefore(int index) {
        return before[index];
    }

    /// The child in which what has the prefix begins, or would begin; with `afterMatches` that in
    /// which it ends.
    int childFor(IndexOrder order, Prefix prefix, boolean afterMatches) {
        return Math.max(0, TreeCursor.bound(order, firsts, prefix, afterMatches) - 1);
    }

    @Override
    public long heapBytes() {
        return children.length * BYTES_OF_A_CHILD;
    }
}
