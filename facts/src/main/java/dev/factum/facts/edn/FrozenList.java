package dev.factum.facts.edn;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// An immutable list that may hold null and computes its hash code once.
///
/// The hash code is kept because a form nested in many sets would otherwise be hashed again by each
/// of them.
class FrozenList extends AbstractList<@Nullable Object> implements RandomAccess {

    private final @Nullable Object[] elements;
    private @Nullable Integer hash;

    /// Takes over `elements`.
    FrozenList(@Nullable Object[] elements) {
        this.elements = elements;
    }

    @Override
    public final @Nullable Object get(int index) {
        return elements[index];
    }

    @Override
    public final int size() {
        return elements.length;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public final int hashCode() {
        Integer known = hash;
        if (known == null) {
            known = super.hashCode();
            hash = known;
        }
        return known;
    }
}
