package dev.factum.facts.index;

/// A part of a datom by which indexes are ordered.
enum Part {
    ENTITY,
    ATTRIBUTE,
    VALUE,
    TRANSACTION
}
