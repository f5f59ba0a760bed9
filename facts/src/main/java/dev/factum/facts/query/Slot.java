package dev.factum.facts.query;

/// What a pattern asks of one place, names resolved.
sealed interface Slot {

    /// Anything.
    record Any() implements Slot {}

    /// This value; ids as numbers.
    record Fixed(Object value) implements Slot {}

    /// The value of a variable.
    record Open(Variable variable) implements Slot {}
}
