package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.List;
import java.util.Set;

/// What came after the segments of an index were made: datoms added, and datoms of earlier layers
/// or segments taken away. Immutable.
record Layer(DatomTree added, DatomTree removed) {

    static Layer empty(IndexOrder order) {
        return new Layer(DatomTree.empty(order), DatomTree.empty(order));
    }

    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    /// This layer after some datoms were taken away, then others added. One that was added here is
    /// simply gone. No datom returns after it was taken away: its transaction is past.
    Layer with(List<Datom> gone, List<Datom> fresh) {
        DatomTree left = added;
        DatomTree hidden = removed;
        for (Datom datom : gone) {
            if (left.has(datom)) {
                left = left.without(datom);
            } else {
                hidden = hidden.with(datom);
            }
        }
        return new Layer(left.withAll(fresh), hidden);
    }

    /// This layer without a word about some datoms.
    Layer without(Set<Datom> forgotten) {
        return forgotten.isEmpty()
                ? this
                : new Layer(without(added, forgotten), without(removed, forgotten));
    }

    /// This layer, saying of some attributes what another one says.
    Layer following(Layer other, Set<Long> attributes) {
        return new Layer(
                following(added, other.added, attributes),
                following(removed, other.removed, attributes));
    }

    private static DatomTree following(DatomTree own, DatomTree other, Set<Long> attributes) {
        DatomTree followed = own;
        for (Datom datom : own.toArray()) {
            followed = attributes.contains(datom.a()) ? followed.without(datom) : followed;
        }
        for (Datom datom : other.toArray()) {
            followed = attributes.contains(datom.a()) ? followed.with(datom) : followed;
        }
        return followed;
    }

    private static DatomTree without(DatomTree tree, Set<Datom> forgotten) {
        DatomTree left = tree;
        for (Datom datom : tree.toArray()) {
            if (forgotten.contains(datom)) {
                left = left.without(datom);
            }
        }
        return left;
    }
}
