package dev.factum.facts.edn;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// What EDN writes in round brackets: `(pull ?e [*])`.
///
/// It equals every `java.util.List` with the same elements, vectors included; only its class tells
/// a list from a vector. Immutable and safe to share between threads as far as its elements are.
public final class EdnList extends FrozenList {

    /// Takes over `elements`.
    EdnList(@Nullable Object[] elements) {
        super(elements);
    }

    /// The list of `elements`, which may be null.
    public static EdnList of(@Nullable Object... elements) {
        return new EdnList(elements.clone());
    }

    /// A list with the elements of `source` in their order.
    public static EdnList copyOf(Collection<?> source) {
        return new EdnList(source.toArray());
    }
}
