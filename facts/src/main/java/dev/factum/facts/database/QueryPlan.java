package dev.factum.facts.database;

import java.util.List;
import java.util.stream.Collectors;

/// How a query is run: its clauses in the chosen order. `toString` gives it as a table to read.
/// Immutable.
public record QueryPlan(List<PlannedStep> steps) {

    public QueryPlan {
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        String head =
                "%-10s %-24s %12s %12s  %s"
                        .formatted("join", "access", "estimated", "actual", "clause");
        return steps.stream()
                .map(PlannedStep::toString)
                .collect(Collectors.joining("\n", head + "\n", "\n"));
    }
}
