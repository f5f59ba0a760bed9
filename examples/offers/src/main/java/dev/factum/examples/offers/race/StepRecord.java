package dev.factum.examples.offers.race;

import dev.factum.facts.record.Namespace;

/// What one thread did in a race, as the database remembers it.
///
/// @param insertedAt the t at which its offer was written, or 0
/// @param checkedAt the t of the database on which it checked, or 0
/// @param retractedAt the t at which it took its offer back, or 0
@Namespace("step")
public record StepRecord(
        long thread, boolean accepted, long insertedAt, long checkedAt, long retractedAt) {}
