package dev.factum.facts.edn;

import org.jspecify.annotations.Nullable;

/// A form together with the places of its parts in the text it was read from.
///
/// Immutable and safe to share between threads.
public record Positioned(@Nullable Object form, Positions positions) {}
