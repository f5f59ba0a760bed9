package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.Set;

/// The predicates of attributes and the specs of entities, which a transaction must satisfy.
record Guards(PlainDatabase before, PlainDatabase after) {

    static final Keyword ENSURE = Keyword.of("db/ensure");

    private static final Keyword VALUE_PREDICATES = Keyword.of("db.attr/preds");
    private static final Keyword ATTRIBUTES = Keyword.of("db.entity/attrs");
    private static final Keyword PREDICATES = Keyword.of("db.entity/preds");

    /// @param added what is asserted, whether or not it is new
    /// @param ensured the entities whose specs are asked for
    void check(Set<Fact.Content> added, Set<Fact.Content> ensured) {
        for (Fact.Content each : added) {
            long attribute = before.schema().get(each.a()).id();
            for (Object predicate : before.values(attribute, VALUE_PREDICATES)) {
                require(Functions.holds((Symbol) predicate, each.v()), "attr-pred", each);
            }
        }
        for (Fact.Content each : ensured) {
            long spec = (Long) each.v();
            for (Object name : after.values(spec, ATTRIBUTES)) {
                require(!after.values(each.e(), (Keyword) name).isEmpty(), "entity-attr", each);
            }
            for (Object predicate : after.values(spec, PREDICATES)) {
                require(Functions.holds((Symbol) predicate, each.e()), "entity-pred", each);
            }
        }
    }

    private static void require(boolean holds, String code, Fact.Content content) {
        if (!holds) {
            throw new Refused(code, "A predicate refuses " + content);
        }
    }
}
