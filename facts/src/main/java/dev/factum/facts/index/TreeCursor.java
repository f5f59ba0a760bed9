package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.Node.Branch;
import dev.factum.facts.index.Node.Leaf;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Walks the leaves of a [DatomTree] in one direction. Not thread-safe.
///
/// A bounded walk compares once per leaf, not once per datom: if a leaf's last datom still lies
/// below the prefix, all of the leaf does; if it lies beyond, the end is found by binary search.
final class TreeCursor implements Iterator<Datom> {

    private static final int MAX_HEIGHT = 16;

    private final IndexOrder order;
    private final @Nullable Prefix bound;
    private final boolean backward;
    private final Branch[] path = new Branch[MAX_HEIGHT];
    private final int[] childAt = new int[MAX_HEIGHT];
    private int height;
    private Datom[] items = new Datom[0];
    private int index;
    private int end;

    private TreeCursor(IndexOrder order, @Nullable Prefix bound, boolean backward) {
        this.order = order;
        this.bound = bound;
        this.backward = backward;
    }

    static TreeCursor forward(IndexOrder order, Node root, Prefix from, boolean bounded) {
        var cursor = new TreeCursor(order, bounded ? from : null, false);
        Leaf leaf = cursor.descend(root, from, false);
        cursor.enter(leaf, bound(order, leaf.items(), from, false));
        return cursor;
    }

    static TreeCursor backward(IndexOrder order, Node root, Prefix from) {
        var cursor = new TreeCursor(order, null, true);
        Leaf leaf = cursor.descend(root, from, true);
        cursor.items = leaf.items();
        cursor.index = bound(order, leaf.items(), from, true) - 1;
        cursor.end = -1;
        return cursor;
    }

    /// The index of the first datom at or after the prefix, or after everything below it.
    static int bound(IndexOrder order, Datom[] items, Prefix prefix, boolean afterMatches) {
        int low = 0;
        int high = items.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int comparison = order.comparePrefix(prefix, items[middle]);
            if (comparison > 0 || (afterMatches && comparison == 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean hasNext() {
        while (index == end) {
            if (!nextLeaf()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Datom next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items[backward ? index-- : index++];
    }

    /// What is left of the current leaf, or the next one; null at the end. Only forward.
    @Nullable Slice nextSlice() {
        if (!hasNext()) {
            return null;
        }
        Slice slice = new Slice.Objects(items, index, end);
        index = end;
        return slice;
    }

    private Leaf descend(Node root, Prefix from, boolean afterMatches) {
        Node node = root;
        while (node instanceof Branch branch) {
            int child = Math.max(0, bound(order, branch.firsts(), from, afterMatches) - 1);
            path[height] = branch;
            childAt[height++] = child;
            node = branch.children()[child];
        }
        return (Leaf) node;
    }

    private void enter(Leaf leaf, int from) {
        items = leaf.items();
        index = from;
        end = items.length;
        if (bound != null && end > 0 && order.comparePrefix(bound, items[end - 1]) < 0) {
            end = Math.max(from, bound(order, items, bound, true));
            height = 0;
        }
    }

    private boolean nextLeaf() {
        int level = height - 1;
        int step = backward ? -1 : 1;
        while (level >= 0 && isLastChild(level)) {
            level--;
        }
        if (level < 0) {
            height = 0;
            return false;
        }
        childAt[level] += step;
        Node node = path[level].children()[childAt[level]];
        while (node instanceof Branch branch) {
            level++;
            path[level] = branch;
            childAt[level] = backward ? branch.children().length - 1 : 0;
            node = branch.children()[childAt[level]];
        }
        if (backward) {
            items = ((Leaf) node).items();
            index = items.length - 1;
        } else {
            enter((Leaf) node, 0);
        }
        return true;
    }

    private boolean isLastChild(int level) {
        return childAt[level] == (backward ? 0 : path[level].children().length - 1);
    }
}
