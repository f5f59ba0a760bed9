package dev.factum.facts.query;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An expression that rows must make true.
record PredicateStep(@Nullable Object form, BoundCall call) implements Step {

    @Override
    public Set<Variable> variables() {
        return call.needs();
    }

    @Override
    public boolean isReady(Set<Variable> bound) {
        return bound.containsAll(call.needs());
    }

    @Override
    public double estimate(double rows, Set<Variable> bound) {
        return 0;
    }

    @Override
    public Relation apply(Relation relation, Conjunction.Rest later, Meter meter) {
        int[] rows = Batch.rows(relation.size());
        int left = LongComparison.narrow(call, relation, rows);
        if (left < 0) {
            left = 0;
            BoundCall.OnRows test = call.on(relation);
            for (int row = 0; row < relation.size(); row++) {
                meter.call();
                if (test.isTrueAt(row)) {
                    rows[left++] = row;
                }
            }
        }
        return relation.pick(rows, left);
    }
}
