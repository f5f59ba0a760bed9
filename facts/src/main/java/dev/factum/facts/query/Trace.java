package dev.factum.facts.query;

import dev.factum.facts.database.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Writes down how the clauses of a query were run. Not thread-safe.
final class Trace {

    private final List<PlannedStep> steps = new ArrayList<>();

    void add(Step step, Access access, double estimated, long actual) {
        steps.add(
                new PlannedStep(
                        String.valueOf(step.form()),
                        access.path(),
                        access.join(),
                        estimated,
                        OptionalLong.of(actual)));
    }

    List<PlannedStep> steps() {
        return steps;
    }
}
