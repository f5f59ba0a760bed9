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

        Leaf inserted(int index, Datom datom) {
            var grown = new Datom[items.length + 1];
            System.arraycopy(items, 0, grown, 0, index);
            grown[index] = datom;
            System.arraycopy(items, index, grown, index + 1, items.length - index);
            return new Leaf(grown);
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

        /// This branch with the child at `index` replaced by `replacements` (none, one or more).
        Branch replaced(int index, Node... replacements) {
            var grown = new Node[children.length - 1 + replacements.length];
            System.arraycopy(children, 0, grown, 0, index);
            System.arraycopy(replacements, 0, grown, index, replacements.length);
            System.arraycopy(
                    children,
                    index + 1,
                    grown,
                    index + replacements.length,
                    children.length - index - 1);
            return of(grown);
        }
    }

    /// The node itself, or its two halves if it has grown too wide.
    default Node[] split() {
        return switch (this) {
            case Leaf(var items) when items.length > WIDTH -> {
                int middle = items.length / 2;
                yield new Node[] {
                    new Leaf(Arrays.copyOfRange(items, 0, middle)),
                    new Leaf(Arrays.copyOfRange(items, middle, items.length))
                };
            }
            case Branch(var children, _, _) when children.length > WIDTH -> {
                int middle = children.length / 2;
                yield new Node[] {
                    Branch.of(Arrays.copyOfRange(children, 0, middle)),
                    Branch.of(Arrays.copyOfRange(children, middle, children.length))
                };
            }
            case Leaf _, Branch _ -> new Node[] {this};
        };
    }
}
