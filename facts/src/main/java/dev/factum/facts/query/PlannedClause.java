package dev.factum.facts.query;

/// One line of [Query#explain].
///
/// @param clause the clause as it was written
/// @param estimatedRows about how many rows are left after it
public record PlannedClause(String clause, double estimatedRows) {}
