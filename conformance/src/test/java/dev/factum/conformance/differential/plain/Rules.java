package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import java.util.List;

/// What must hold after a transaction: unique values are unique, and attributes changed only as
/// they may.
record Rules(PlainDatabase before, PlainDatabase after) {

    void check(List<Fact> changes) {
        for (Fact change : changes) {
            Attribute attribute = before.schema().find(change.a());
            if (attribute != null && attribute.unique() != null && change.added()) {
                requireUnique(attribute.name(), change.v());
            }
        }
        for (Fact change : changes) {
            if (change.added()
                    && Schema.makesAttribute(change.a())
                    && !after.schema().isAttribute(change.e())) {
                throw new Refused(
                        change.e() < PlainDatabase.FIRST_TX
                                ? "attribute-ident-missing"
                                : "not-in-system-partition",
                        "No attribute: " + change);
            }
        }
        for (Attribute attribute : before.schema().all()) {
            Attribute now = after.schema().find(attribute.name());
            if (now == null) {
                throw new Refused(
                        "invalid-alter-attribute", "No longer there: " + attribute.name());
            }
            if (!now.equals(attribute)) {
                requireLegal(attribute, now);
            }
        }
    }

    private void requireUnique(Keyword name, Object value) {
        if (after.holders(name, value).size() > 1) {
            throw new Refused("Not unique: " + name + " " + value);
        }
    }

    /// Values that were ever there need an index to be unique, and one value is what there is at
    /// most.
    private void requireLegal(Attribute was, Attribute now) {
        if (!was.type().equals(now.type())
                || !was.parts().equals(now.parts())
                || !was.slots().equals(now.slots())) {
            throw new Refused("invalid-alter-attribute", "Cannot change: " + was.name());
        }
        if (now.unique() != null && was.unique() == null) {
            if (was.type().equals("bytes")) {
                throw new Refused("invalid-alter-attribute", "Equal to nothing: " + was.name());
            }
            boolean had =
                    after.history().facts().stream().anyMatch(fact -> fact.a().equals(now.name()));
            if (!was.isByValue() && !now.index() && had) {
                throw new Refused("invalid-alter-attribute", "No index: " + was.name());
            }
            for (Fact fact : after.facts()) {
                if (fact.a().equals(now.name())) {
                    requireUnique(now.name(), fact.v());
                }
            }
        }
        if (was.many() && !now.many()) {
            for (Fact fact : after.facts()) {
                if (after.values(fact.e(), now.name()).size() > 1) {
                    throw new Refused("invalid-alter-attribute", "Several values: " + fact);
                }
            }
        }
    }
}
