package dev.factum.facts.query;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Clauses that rows must not agree with.
record NotStep(@Nullable Object form, Set<Variable> joined, Conjunction body) implements Step {

    @Override
    public int height() {
        return body.height();
    }

    @Override
    public Set<Variable> variables() {
        return joined;
    }

    @Override
    public boolean isReady(Set<Variable> bound) {
        return bound.containsAll(joined);
    }

    @Override
    public double estimate(double rows, Set<Variable> bound) {
        return rows * 0.95;
    }

    @Override
    public Relation apply(Relation relation, Conjunction.Rest later, Meter meter) {
        Relation asked = Joins.projectKnown(relation, joined, meter);
        return Joins.filter(relation, body.run(asked, joined, meter), false, meter);
    }
}
