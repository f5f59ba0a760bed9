package dev.factum.facts.datom;

/// One fact asserted or retracted by one transaction: entity, attribute, value, transaction, and
/// whether it was added.
///
/// Immutable. Equality covers all five parts.
///
/// @param e the entity's id
/// @param a the attribute's id
/// @param v the value, of one of the classes listed in `dev.factum.facts.value`
/// @param tx the id of the transaction entity
/// @param added true for an assertion, false for a retraction
public record Datom(long e, long a, Object v, long tx, boolean added) {

    /// The t of the transaction.
    public long t() {
        return EntityId.sequence(tx);
    }

    /// The retraction of this fact by a later transaction.
    public Datom retractedBy(long transaction) {
        return new Datom(e, a, v, transaction, false);
    }
}
