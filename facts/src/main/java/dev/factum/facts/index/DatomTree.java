package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.Node.Branch;
import dev.factum.facts.index.Node.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A persistent sorted set of datoms in one [IndexOrder]: a B+tree with wide nodes and path
/// copying.
///
/// Every change gives a new tree that shares all untouched nodes with the old one. Immutable and
/// safe to share between threads. Nodes know how many datoms lie below them, so that counting a
/// range costs two descents. Path copying is described by Driscoll, Sarnak, Sleator and Tarjan,
/// *Making Data Structures Persistent* (1989).
@SuppressWarnings(
        "ReferenceEquality") // the identity of a node tells whether anything below it changed
final class DatomTree {

    private static final Leaf EMPTY = new Leaf(new Datom[0]);

    private final IndexOrder order;
    private final Node root;

    private DatomTree(IndexOrder order, Node root) {
        this.order = order;
        this.root = root;
    }

    public static DatomTree empty(IndexOrder order) {
        return new DatomTree(order, EMPTY);
    }

    /// A tree of many datoms at once: sorts and packs them. Repetitions are dropped.
    public static DatomTree of(IndexOrder order, Collection<Datom> datoms) {
        if (datoms.isEmpty()) {
            return empty(order);
        }
        Datom[] sorted = datoms.toArray(Datom[]::new);
        Arrays.sort(sorted, order);
        int size = 1;
        for (int index = 1; index < sorted.length; index++) {
            if (order.compare(sorted[size - 1], sorted[index]) != 0) {
                sorted[size++] = sorted[index];
            }
        }
        return new DatomTree(order, pack(sorted, size));
    }

    public int count() {
        return root.count();
    }

    /// This tree with one more datom; itself if the datom is there.
    public DatomTree with(Datom datom) {
        return withSorted(new Datom[] {datom});
    }

    /// This tree with more datoms, in any order; itself if they are all there. Every node that
    /// changes is copied once, however many datoms go below it.
    public DatomTree withAll(Collection<Datom> datoms) {
        if (datoms.isEmpty()) {
            return this;
        }
        Datom[] sorted = datoms.toArray(Datom[]::new);
        Arrays.sort(sorted, order);
        return withSorted(sorted);
    }

    private DatomTree withSorted(Datom[] sorted) {
        Node[] parts = new Insertion(order, sorted).into(root, 0, sorted.length);
        if (parts.length == 1 && parts[0] == root) {
            return this;
        }
        while (parts.length > 1) {
            parts = Node.branches(parts);
        }
        return new DatomTree(order, parts[0]);
    }

    /// This tree without the datom; itself if the datom is not there.
    public DatomTree without(Datom datom) {
        Node left = remove(root, datom);
        if (left == root) {
            return this;
        }
        if (left == null) {
            return empty(order);
        }
        while (left instanceof Branch branch && branch.children().length == 1) {
            left = branch.children()[0];
        }
        return new DatomTree(order, left);
    }

    /// All datoms below the prefix, in order.
    public Iterator<Datom> scan(Prefix prefix) {
        return TreeCursor.forward(order, root, prefix, true);
    }

    /// All datoms below the prefix, in order, leaf by leaf.
    Slices slices(Prefix prefix) {
        return TreeCursor.forward(order, root, prefix, true)::nextSlice;
    }

    /// All datoms in order.
    Datom[] toArray() {
        var all = new Datom[count()];
        int size = 0;
        Iterator<Datom> datoms = scan(Prefix.all());
        while (datoms.hasNext()) {
            all[size++] = datoms.next();
        }
        return all;
    }

    public boolean isEmpty() {
        return root.count() == 0;
    }

    /// True if the datom is there.
    boolean has(Datom datom) {
        Node node = root;
        while (node instanceof Branch branch) {
            node = branch.children()[branch.childFor(datom, order)];
        }
        return Arrays.binarySearch(((Leaf) node).items(), datom, order) >= 0;
    }

    /// All datoms from the prefix to the end of the index, in order.
    public Iterator<Datom> seek(Prefix from) {
        return TreeCursor.forward(order, root, from, false);
    }

    /// All datoms from the last one at or below the prefix back to the start of the index.
    public Iterator<Datom> seekBackward(Prefix from) {
        return TreeCursor.backward(order, root, from);
    }

    /// How many datoms lie below the prefix.
    public int count(Prefix prefix) {
        return rank(prefix, true) - rank(prefix, false);
    }

    /// The first datom below the prefix, or null.
    public @Nullable Datom first(Prefix prefix) {
        Iterator<Datom> found = scan(prefix);
        return found.hasNext() ? found.next() : null;
    }

    private @Nullable Node remove(Node node, Datom datom) {
        return switch (node) {
            case Leaf leaf -> {
                int index = Arrays.binarySearch(leaf.items(), datom, order);
                if (index < 0) {
                    yield leaf;
                }
                yield leaf.items().length == 1 ? null : leaf.removed(index);
            }
            case Branch branch -> {
                int index = branch.childFor(datom, order);
                Node child = branch.children()[index];
                Node left = remove(child, datom);
                if (left == child) {
                    yield branch;
                }
                yield left == null ? withoutChild(branch, index) : joined(branch, index, left);
            }
        };
    }

    private static @Nullable Node withoutChild(Branch branch, int index) {
        return branch.children().length == 1 ? null : branch.without(index);
    }

    /// Puts `child` in place; a leaf that has become small is joined with its neighbour.
    private static Branch joined(Branch branch, int index, Node child) {
        if (child instanceof Leaf small
                && small.items().length < Node.WIDTH / 4
                && index > 0
                && branch.children()[index - 1] instanceof Leaf neighbour
                && neighbour.items().length + small.items().length <= Node.WIDTH) {
            Datom[] both =
                    Arrays.copyOf(
                            neighbour.items(), neighbour.items().length + small.items().length);
            System.arraycopy(
                    small.items(), 0, both, neighbour.items().length, small.items().length);
            return branch.without(index).replaced(index - 1, new Leaf(both));
        }
        return branch.replaced(index, child);
    }

    /// How many datoms come before the prefix, or before the end of what lies below it.
    private int rank(Prefix prefix, boolean afterMatches) {
        int rank = 0;
        Node node = root;
        while (node instanceof Branch branch) {
            int child =
                    Math.max(0, TreeCursor.bound(order, branch.firsts(), prefix, afterMatches) - 1);
            for (int index = 0; index < child; index++) {
                rank += branch.children()[index].count();
            }
            node = branch.children()[child];
        }
        return rank + TreeCursor.bound(order, ((Leaf) node).items(), prefix, afterMatches);
    }

    private static Node pack(Datom[] sorted, int size) {
        int fill = Node.WIDTH * 3 / 4;
        List<Node> level = new ArrayList<>();
        for (int from = 0; from < size; from += fill) {
            level.add(new Leaf(Arrays.copyOfRange(sorted, from, Math.min(size, from + fill))));
        }
        while (level.size() > 1) {
            List<Node> above = new ArrayList<>();
            for (int from = 0; from < level.size(); from += fill) {
                above.add(
                        Branch.of(
                                level.subList(from, Math.min(level.size(), from + fill))
                                        .toArray(Node[]::new)));
            }
            level = above;
        }
        return level.getFirst();
    }
}
