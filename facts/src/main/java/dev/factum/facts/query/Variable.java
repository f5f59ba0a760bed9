package dev.factum.facts.query;

import org.jspecify.annotations.Nullable;

/// A query variable, such as `?e`.
///
/// An input that was given as an ident or a lookup ref has two faces: the value as it was passed,
/// and the entity that it names in a source.
///
/// @param entityIn the source in which this face is the entity's id; null for the value itself
record Variable(String name, @Nullable Source entityIn) {

    Variable(String name) {
        this(name, null);
    }

    Variable asEntityIn(Source source) {
        return new Variable(name, source);
    }

    @Override
    public String toString() {
        return name;
    }
}
