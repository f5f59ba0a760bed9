package dev.factum.conformance.differential.plain;

/// Something that a transaction says, its maps unfolded and its functions not yet called.
sealed interface Statement {

    /// The entity it is about: a [Long], or the text of a tempid.
    Object entity();

    /// An assertion.
    ///
    /// @param value a value, an entity's id, or the text of a tempid if the attribute is a
    ///   reference
    record Add(Object entity, Attribute attribute, Object value) implements Statement {}

    /// The opposite of an assertion.
    record Retract(Object entity, Attribute attribute, Object value) implements Statement {}

    /// Takes back every value.
    record RetractAll(Object entity, Attribute attribute) implements Statement {}

    record RetractEntity(Object entity) implements Statement {}
}
