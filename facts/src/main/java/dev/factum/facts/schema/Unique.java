package dev.factum.facts.schema;

/// How an attribute's values are unique: `:db/unique`.
public enum Unique {
    /// A second entity with the same value is refused.
    VALUE,
    /// A new entity with a value that is already held *is* the holder (upsert).
    IDENTITY
}
