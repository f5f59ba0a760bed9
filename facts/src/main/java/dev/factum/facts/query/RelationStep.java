package dev.factum.facts.query;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows that are known already: of a collection, of a rule's callers, or just found by a rule.
record RelationStep(@Nullable Object form, Relation known) implements Step {

    @Override
    public Set<Variable> variables() {
        return new LinkedHashSet<>(known.variables());
    }

    @Override
    public boolean isReady(Set<Variable> bound) {
        return true;
    }

    @Override
    public double estimate(double rows, Set<Variable> bound) {
        boolean shares = known.variables().stream().anyMatch(bound::contains);
        return shares ? Math.min(rows, known.size()) : rows * known.size();
    }

    @Override
    public Relation apply(Relation relation, Conjunction.Rest later, Meter meter) {
        return relation.variables().containsAll(known.variables())
                ? Joins.filter(relation, known, true, meter)
                : Joins.join(relation, known, meter);
    }
}
