package dev.factum.facts.query;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A clause bound to its sources: something that can be joined with the rows so far.
sealed interface Step
        permits PatternStep, RelationStep, PredicateStep, FunctionStep, NotStep, OrStep, RuleStep {

    /// The clause as it was written.
    @Nullable Object form();

    /// How deep alternatives nest in it.
    default int height() {
        return 0;
    }

    /// The variables that it shares with its neighbours.
    Set<Variable> variables();

    /// True if it can run once these variables are bound.
    boolean isReady(Set<Variable> bound);

    /// About how many rows there are afterwards.
    double estimate(double rows, Set<Variable> bound);

    /// How it would be run after rows that are only estimated.
    default Access access(double rows, Set<Variable> bound) {
        return Access.of(this);
    }

    /// How it is run on these rows.
    default Access access(Relation relation, Conjunction.Rest later) {
        return Access.of(this);
    }

    /// The rows that agree with it, with the variables it binds.
    ///
    /// @param later the steps that have not run yet, for those that can use what they promise
    Relation apply(Relation relation, Conjunction.Rest later, Meter meter);
}
