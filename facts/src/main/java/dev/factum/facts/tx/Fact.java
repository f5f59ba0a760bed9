package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.ValueOrder;

/// A fact to assert or retract, with its entity and value known.
record Fact(
        long entity, AttributeDefinition attribute, Object value, boolean added, Source source) {

    /// Entity, attribute and canonical value: equal for two statements about the same fact.
    Key key() {
        return new Key(entity, attribute.id(), ValueOrder.canonical(value));
    }

    Datom datom(long transaction) {
        return new Datom(entity, attribute.id(), value, transaction, added);
    }

    record Key(long entity, long attribute, Object value) {}
}
