package dev.factum.machine.effect;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.ValueOrder;

/// An attribute of an entity, the entity as it is written. Immutable.
record Cell(Object entity, Keyword attribute) {

    static Cell of(Object entity, Keyword attribute) {
        return new Cell(ValueOrder.canonical(entity), attribute);
    }
}
