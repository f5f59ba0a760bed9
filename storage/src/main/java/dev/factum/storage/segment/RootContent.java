package dev.factum.storage.segment;

import java.util.Optional;

/// What the root of a database says: who writes, and where the indexes are.
///
/// @param owner who writes, for people to read
/// @param index empty as long as everything is in the log only
public record RootContent(String owner, Optional<IndexRoot> index) {

    public RootContent withOwner(String other) {
        return new RootContent(other, index);
    }

    public RootContent withIndex(IndexRoot other) {
        return new RootContent(owner, Optional.of(other));
    }
}
