package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// The same datoms in the four orders: all of them by entity and by attribute, some by value.
/// Immutable.
record Trees(DatomTree eavt, DatomTree aevt, DatomTree avet, DatomTree vaet) {

    static Trees empty() {
        return new Trees(
                DatomTree.empty(IndexOrder.EAVT),
                DatomTree.empty(IndexOrder.AEVT),
                DatomTree.empty(IndexOrder.AVET),
                DatomTree.empty(IndexOrder.VAET));
    }

    static Trees of(Collection<Datom> datoms, Set<Long> byValue, Set<Long> references) {
        return new Trees(
                DatomTree.of(IndexOrder.EAVT, datoms),
                DatomTree.of(IndexOrder.AEVT, datoms),
                DatomTree.of(IndexOrder.AVET, ofAttributes(byValue, datoms)),
                DatomTree.of(IndexOrder.VAET, ofAttributes(references, datoms)));
    }

    DatomTree get(IndexOrder order) {
        return switch (order) {
            case EAVT -> eavt;
            case AEVT -> aevt;
            case AVET -> avet;
            case VAET -> vaet;
        };
    }

    Trees with(Collection<Datom> datoms, Set<Long> byValue, Set<Long> references) {
        if (datoms.isEmpty()) {
            return this;
        }
        return new Trees(
                eavt.withAll(datoms),
                aevt.withAll(datoms),
                avet.withAll(ofAttributes(byValue, datoms)),
                vaet.withAll(ofAttributes(references, datoms)));
    }

    Trees without(Datom datom) {
        return new Trees(
                eavt.without(datom), aevt.without(datom), avet.without(datom), vaet.without(datom));
    }

    /// With the facts of more attributes by value.
    Trees withValues(Collection<Long> attributes) {
        List<Datom> added = new ArrayList<>();
        for (long attribute : attributes) {
            aevt.scan(Prefix.attribute(attribute)).forEachRemaining(added::add);
        }
        return new Trees(eavt, aevt, avet.withAll(added), vaet);
    }

    private static List<Datom> ofAttributes(Set<Long> attributes, Collection<Datom> datoms) {
        List<Datom> chosen = new ArrayList<>();
        for (Datom datom : datoms) {
            if (attributes.contains(datom.a())) {
                chosen.add(datom);
            }
        }
        return chosen;
    }
}
