package dev.factum.facts.tx;

import org.jspecify.annotations.Nullable;

/// One operation on one fact, still in the caller's names.
sealed interface TxOp {

    Object entity();

    Object attribute();

    Source source();

    record Add(Object entity, Object attribute, @Nullable Object value, Source source)
            implements TxOp {}

    record Retract(Object entity, Object attribute, @Nullable Object value, Source source)
            implements TxOp {}

    /// Retracts whatever values the attribute has.
    record RetractAll(Object entity, Object attribute, Source source) implements TxOp {}
}
