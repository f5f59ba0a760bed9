package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.Arrays;

/// A node of a [DatomTree]: immutable, never empty except as the root of an empty tree. Its arrays
/// are never changed after construction, and nodes are compared by identity only.
@SuppressWarnings("ArrayRecordComponent")
sealed interface Node {

    /// A node with more items than this is split.
    int WIDTH = 64;

    /// How many datoms lie below.
    int count();

    /// The smallest datom below.
    Datom first();

    /// Datoms in order.
    record Leaf(Datom[] items) implements Node {
        @Override
        public int count() {
            return items.length;
        }

        @Override
        public Datom first() {
            return items[0];
        }

        Leaf removed(int index) {
            var shrunk = new Datom[items.length - 1];
            System.arraycopy(items, 0, shrunk, 0, index);
            System.arraycopy(items, index + 1, shrunk, index, items.length - index - 1);
            return new Leaf(shrunk);
        }
    }

    /// Child nodes in order, with the first datom of each beside them so that a search touches one
    /// array.
    record Branch(Node[] children, Datom[] firsts, int count) implements Node {
        static Branch of(Node... children) {
            var firsts = new Datom[children.length];
            int count = 0;
            for (int index = 0; index < children.length; index++) {
                firsts[index] = children[index].first();
                count += children[index].count();
            }
            return new Branch(children, firsts, count);
        }

        @Override
        public Datom first() {
            return firsts[0];
        }

        /// Where the child is that has the datom, or would have it.
        int childFor(Datom datom, IndexOrder order) {
            int index = Arrays.binarySearch(firsts, datom, order);
            return index >= 0 ? index : Math.max(0, -index - 2);
        }

        /// This branch without the child at `index`.
        Branch without(int index) {
            return new Branch(
                    spliced(children, index, new Node[children.length - 1]),
                    spliced(firsts, index, new Datom[children.length - 1]),
                    count - children[index].count());
        }

        private static <T> T[] spliced(T[] items, int index, T[] rest) {
            System.arraycopy(items, 0, rest, 0, index);
            System.arraycopy(items, index + 1, rest, index, rest.length - index);
            return rest;
        }

        /// This branch with another child at `index`.
        Branch replaced(int index, Node child) {
            Node[] newChildren = children.clone();
            Datom[] newFirsts = firsts.clone();
            newChildren[index] = child;
            newFirsts[index] = child.first();
            return new Branch(
                    newChildren, newFirsts, count - children[index].count() + child.count());
        }
    }

    /// These datoms in order, as one leaf or, if they are too many, as several of one size.
    static Node[] leaves(Datom[] items) {
        Node[] leaves = new Node[pieces(items.length)];
        for (int piece = 0; piece < leaves.length; piece++) {
            leaves[piece] = new Leaf(piece(items, piece, leaves.length));
        }
        return leaves;
    }

    /// These nodes in order, below one branch or, if they are too many, below several of one size.
    static Node[] branches(Node[] children) {
        Node[] branches = new Node[pieces(children.length)];
        for (int piece = 0; piece < branches.length; piece++) {
            branches[piece] = Branch.of(piece(children, piece, branches.length));
        }
        return branches;
    }

    private static int pieces(int size) {
        return (size + WIDTH - 1) / WIDTH;
    }

    private static <T> T[] piece(T[] items, int piece, int pieces) {
        return pieces == 1
                ? items
                : Arrays.copyOfRange(
                        items,
                        (int) ((long) items.length * piece / pieces),
                        (int) ((long) items.length * (piece + 1) / pieces));
    }
}
