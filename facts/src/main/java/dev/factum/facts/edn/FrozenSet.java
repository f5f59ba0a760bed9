package dev.factum.facts.edn;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An immutable set that computes its hash code once; see [FrozenList] for the reason.
final class FrozenSet extends AbstractSet<@Nullable Object> {

    private final Set<@Nullable Object> elements;
    private @Nullable Integer hash;

    /// Takes over `elements`.
    FrozenSet(Set<@Nullable Object> elements) {
        this.elements = Collections.unmodifiableSet(elements);
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        return elements.iterator();
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public boolean contains(@Nullable Object element) {
        return elements.contains(element);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        Integer known = hash;
        if (known == null) {
            known = super.hashCode();
            hash = known;
        }
        return known;
    }
}
