package dev.factum.facts.tx;

import dev.factum.facts.schema.AttributeDefinition;

/// An operation whose names are resolved: which entity, which attribute, which value, added or
/// retracted.
///
/// @param value a value of the attribute's type; references (and reference slots of tuples) may
///   still be [EntityRef]s
record Statement(
        EntityRef entity,
        AttributeDefinition attribute,
        Object value,
        boolean added,
        Source source) {}
