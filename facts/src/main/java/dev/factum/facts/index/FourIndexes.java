package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The same datoms in the four orders: all of them by entity and by attribute, some by value.
/// Immutable.
record FourIndexes(DatomIndex eavt, DatomIndex aevt, DatomIndex avet, DatomIndex vaet) {

    static FourIndexes of(FourTrees trees) {
        return new FourIndexes(
                DatomIndex.of(trees.eavt()),
                DatomIndex.of(trees.aevt()),
                DatomIndex.of(trees.avet()),
                DatomIndex.of(trees.vaet()));
    }

    DatomIndex get(IndexOrder order) {
        return switch (order) {
            case EAVT -> eavt;
            case AEVT -> aevt;
            case AVET -> avet;
            case VAET -> vaet;
        };
    }

    /// After some datoms were taken away, then others added.
    FourIndexes with(List<Datom> gone, List<Datom> fresh, Set<Long> byValue, Set<Long> references) {
        if (gone.isEmpty() && fresh.isEmpty()) {
            return this;
        }
        return new FourIndexes(
                eavt.with(gone, fresh),
                aevt.with(gone, fresh),
                avet.with(ofAttributes(byValue, gone), ofAttributes(byValue, fresh)),
                vaet.with(ofAttributes(references, gone), ofAttributes(references, fresh)));
    }

    /// With the facts of more attributes by value. What AVET still has of a time when it kept an
    /// attribute before may be out of date, and goes.
    FourIndexes withValues(Collection<Long> attributes) {
        Set<Datom> stale = new HashSet<>();
        List<Datom> missing = new ArrayList<>();
        for (long attribute : attributes) {
            avet.scan(Prefix.attribute(attribute)).forEachRemaining(stale::add);
            Iterator<Datom> facts = aevt.scan(Prefix.attribute(attribute));
            while (facts.hasNext()) {
                Datom fact = facts.next();
                if (!stale.remove(fact)) {
                    missing.add(fact);
                }
            }
        }
        return new FourIndexes(eavt, aevt, avet.with(List.copyOf(stale), missing), vaet);
    }

    FourIndexes frozen() {
        return new FourIndexes(eavt.frozen(), aevt.frozen(), avet.frozen(), vaet.frozen());
    }

    FourIndexes thawed() {
        return new FourIndexes(eavt.thawed(), aevt.thawed(), avet.thawed(), vaet.thawed());
    }

    FourTrees folded(SegmentStore store, Predicate<Datom> kept, Set<Datom> excised) {
        return new FourTrees(
                eavt.folded(store, kept, excised),
                aevt.folded(store, kept, excised),
                avet.folded(store, kept, excised),
                vaet.folded(store, kept, excised));
    }

    FourIndexes rebased(FourTrees trees, Set<Datom> excised, Set<Long> filled) {
        DatomIndex byAttribute = aevt.rebased(trees.aevt(), excised);
        DatomIndex byValue = avet.rebased(trees.avet(), excised);
        return new FourIndexes(
                eavt.rebased(trees.eavt(), excised),
                byAttribute,
                filled.isEmpty() ? byValue : byValue.following(byAttribute, filled),
                vaet.rebased(trees.vaet(), excised));
    }

    private static List<Datom> ofAttributes(Set<Long> attributes, List<Datom> datoms) {
        List<Datom> chosen = new ArrayList<>();
        for (Datom datom : datoms) {
            if (attributes.contains(datom.a())) {
                chosen.add(datom);
            }
        }
        return chosen;
    }
}
