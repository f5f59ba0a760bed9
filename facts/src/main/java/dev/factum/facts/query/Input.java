package dev.factum.facts.query;

import dev.factum.facts.value.Symbol;

/// One place of `:in`.
sealed interface Input {

    /// A database or a collection of tuples.
    record Data(Source source) implements Input {}

    /// `%`
    record Rules() implements Input {}

    /// A pull pattern, by a plain name.
    record PullPattern(Symbol name) implements Input {}

    /// Values for variables.
    record Values(Binding binding) implements Input {}
}
