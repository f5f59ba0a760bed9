package dev.factum.facts.tx;

import java.util.Set;

/// Facts that shall vanish as if they had never been known. Immutable.
///
/// A target with an entity are the facts of that entity; if it names no attributes, all of them and
/// the references to it. A target without an entity are all facts of its attributes.
///
/// @param entity 0 if the attributes are meant, of whatever entity
/// @param attributes empty for all
/// @param until facts that were asserted at this t or later stay
public record ExcisionTarget(long entity, Set<Long> attributes, long until) {

    public ExcisionTarget {
        attributes = Set.copyOf(attributes);
    }

    /// True if the target is an entity as a whole.
    boolean isWhole() {
        return attributes.isEmpty();
    }
}
