package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.Node.Branch;
import dev.factum.facts.index.Node.Leaf;
import java.util.Arrays;

/// Puts sorted datoms into nodes, copying every node that changes once. Belongs to one thread.
@SuppressWarnings("ReferenceEquality") // the identity of a node tells whether it changed
final class Insertion {

    private final IndexOrder order;
    private final Datom[] datoms;

    /// @param datoms in this order
    Insertion(IndexOrder order, Datom[] datoms) {
        this.order = order;
        this.datoms = datoms;
    }

    /// The nodes that take the place of `node` when the datoms from `from` to `to` are below it:
    /// itself if it has them all.
    Node[] into(Node node, int from, int to) {
        return switch (node) {
            case Leaf leaf -> intoLeaf(leaf, from, to);
            case Branch branch -> intoBranch(branch, from, to);
        };
    }

    private Node[] intoLeaf(Leaf leaf, int from, int to) {
        Datom[] old = leaf.items();
        Datom[] merged = new Datom[old.length + to - from];
        int size = 0;
        int taken = 0;
        for (int next = from; next < to; next++) {
            Datom datom = datoms[next];
            int found = Arrays.binarySearch(old, taken, old.length, datom, order);
            boolean isNew =
                    found < 0 && (next == from || order.compare(datoms[next - 1], datom) != 0);
            if (isNew) {
                int place = -found - 1;
                System.arraycopy(old, taken, merged, size, place - taken);
                size += place - taken;
                taken = place;
                merged[size++] = datom;
            }
        }
        if (size == taken) {
            return new Node[] {leaf};
        }
        System.arraycopy(old, taken, merged, size, old.length - taken);
        size += old.length - taken;
        return Node.leaves(size == merged.length ? merged : Arrays.copyOf(merged, size));
    }

    private Node[] intoBranch(Branch branch, int from, int to) {
        Node[] old = branch.children();
        Node[] merged = new Node[old.length + to - from];
        int size = 0;
        int taken = 0;
        int next = from;
        while (next < to) {
            int child = branch.childFor(datoms[next], order);
            int end = child + 1 == old.length ? to : startOf(branch.firsts()[child + 1], next, to);
            Node[] parts = into(old[child], next, end);
            System.arraycopy(old, taken, merged, size, child - taken);
            size += child - taken;
            System.arraycopy(parts, 0, merged, size, parts.length);
            size += parts.length;
            taken = child + 1;
            next = end;
        }
        System.arraycopy(old, taken, merged, size, old.length - taken);
        size += old.length - taken;
        return changed(branch, merged, size);
    }

    /// The first of the datoms from `from` to `to` that does not come before `first`.
    private int startOf(Datom first, int from, int to) {
        int end = from + 1;
        while (end < to && order.compare(datoms[end], first) < 0) {
            end++;
        }
        return end;
    }

    private static Node[] changed(Branch branch, Node[] merged, int size) {
        Node[] children = Arrays.copyOf(merged, size);
        Node[] old = branch.children();
        if (size != old.length) {
            return Node.branches(children);
        }
        Datom[] firsts = branch.firsts().clone();
        int count = branch.count();
        boolean isChanged = false;
        for (int child = 0; child < size; child++) {
            if (children[child] != old[child]) {
                isChanged = true;
                firsts[child] = children[child].first();
                count += children[child].count() - old[child].count();
            }
        }
        return new Node[] {isChanged ? new Branch(children, firsts, count) : branch};
    }
}
