package dev.factum.facts.edn;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An immutable map that computes its hash code once; see [FrozenList] for the reason.
final class FrozenMap extends AbstractMap<@Nullable Object, @Nullable Object> {

    private final Map<@Nullable Object, @Nullable Object> entries;
    private @Nullable Integer hash;

    /// Takes over `entries`.
    FrozenMap(Map<@Nullable Object, @Nullable Object> entries) {
        this.entries = Collections.unmodifiableMap(entries);
    }

    @Override
    public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
        return entries.entrySet();
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entries.containsKey(key);
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
