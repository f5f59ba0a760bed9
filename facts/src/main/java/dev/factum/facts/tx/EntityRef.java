package dev.factum.facts.tx;

/// An entity as a transaction names it, after idents and lookup refs are resolved.
sealed interface EntityRef {

    record Known(long id) implements EntityRef {}

    /// An entity that the transaction itself brings in, or that it finds by a unique identity.
    ///
    /// @param key what the caller wrote (a string, a negative number), or an object of its own for
    ///   an anonymous map
    record Tempid(Object key) implements EntityRef {}
}
