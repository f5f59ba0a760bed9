package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;

/// Something said of an entity by a transaction, or taken back if not `added`.
public record Fact(long e, Keyword a, Object v, long tx, boolean added) {

    boolean says(long entity, Keyword attribute, Object value) {
        return e == entity && a.equals(attribute) && v.equals(value);
    }

    /// Entity, attribute and value: what a later fact takes back or repeats.
    Content content() {
        return new Content(e, a, v);
    }

    /// A fact without its transaction.
    record Content(long e, Keyword a, Object v) {}
}
