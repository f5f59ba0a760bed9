package dev.factum.facts.database;

import java.util.OptionalLong;

/// One line of a [QueryPlan].
///
/// @param clause the clause as it was written
/// @param access how its facts are found: the index and the attribute, or what else it is
/// @param join how facts and rows come together: `scan`, `seek`, `merge`, `hash` and so on
/// @param estimatedRows about how many rows are left after it
/// @param actualRows how many were left when the query was run
public record PlannedStep(
        String clause, String access, String join, double estimatedRows, OptionalLong actualRows) {

    @Override
    public String toString() {
        String actual = actualRows.isPresent() ? Long.toString(actualRows.getAsLong()) : "-";
        return "%-10s %-24s %12.0f %12s  %s".formatted(join, access, estimatedRows, actual, clause);
    }
}
