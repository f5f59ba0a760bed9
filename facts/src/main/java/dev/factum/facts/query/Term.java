package dev.factum.facts.query;

import org.jspecify.annotations.Nullable;

/// What can stand in one place of a clause.
sealed interface Term {

    /// A variable, bound or to be bound.
    record Var(Variable variable) implements Term {}

    /// `_`: anything, and not joined with anything.
    record Blank() implements Term {}

    /// A value as it was written.
    record Constant(@Nullable Object value) implements Term {}

    /// A data source as the argument of a function.
    record SourceName(Source source) implements Term {}
}
