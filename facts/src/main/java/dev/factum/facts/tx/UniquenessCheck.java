package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.value.ValueOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Step 7a: a unique value has one holder. A value may pass from one entity to another in one
/// transaction.
final class UniquenessCheck {

    private UniquenessCheck() {}

    private record UniqueValue(long attribute, Object value) {}

    static void check(Database before, List<Fact> changes) {
        Map<UniqueValue, Fact> takers = new HashMap<>();
        Set<Fact.Key> freed = new HashSet<>();
        for (Fact fact : changes) {
            if (fact.attribute().unique() != null && !fact.added()) {
                freed.add(fact.key());
            }
        }
        for (Fact fact : changes) {
            if (fact.attribute().unique() != null && fact.added()) {
                var value =
                        new UniqueValue(fact.attribute().id(), ValueOrder.canonical(fact.value()));
                Fact other = takers.putIfAbsent(value, fact);
                if (other != null && other.entity() != fact.entity()) {
                    throw FactReduction.conflict(before, other, fact);
                }
                checkHolders(before, fact, freed);
            }
        }
    }

    private static void checkHolders(Database before, Fact fact, Set<Fact.Key> freed) {
        Iterator<Datom> holders =
                before.scan(
                        IndexOrder.AVET,
                        Prefix.attributeValue(fact.attribute().id(), fact.value()));
        while (holders.hasNext()) {
            Datom holder = holders.next();
            var held = new Fact.Key(holder.e(), holder.a(), ValueOrder.canonical(holder.v()));
            if (holder.e() != fact.entity() && !freed.contains(held)) {
                throw fact.source()
                        .error(DbErrorCode.UNIQUE_CONFLICT, "A unique value is already held")
                        .with("attribute", fact.attribute().label())
                        .with("value", fact.value())
                        .with("heldBy", before.schema().label(holder.e()))
                        .with("assertedFor", before.schema().label(fact.entity()));
            }
        }
    }
}
