package dev.factum.facts.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Alternatives: rows must agree with one of them.
record OrStep(
        @Nullable Object form,
        Set<Variable> required,
        Set<Variable> joined,
        List<Conjunction> branches)
        implements Step {

    /// Estimates double with each level, so alternatives that nest deeper are not looked into.
    private static final int DEEPEST_ESTIMATED = 3;

    @Override
    public int height() {
        return 1 + branches.stream().mapToInt(Conjunction::height).max().orElse(0);
    }

    @Override
    public Set<Variable> variables() {
        return joined;
    }

    @Override
    public boolean isReady(Set<Variable> bound) {
        if (!bound.containsAll(required)) {
            return false;
        }
        var before = new LinkedHashSet<>(joined);
        before.retainAll(bound);
        return branches.stream().allMatch(branch -> branch.canBind(before, joined));
    }

    @Override
    public double estimate(double rows, Set<Variable> bound) {
        var before = new LinkedHashSet<>(joined);
        before.retainAll(bound);
        double sum = 0;
        for (Conjunction branch : branches) {
            sum += branch.height() < DEEPEST_ESTIMATED ? branch.estimate(rows, before) : rows;
        }
        return before.size() == joined.size() ? Math.min(rows * 0.99, sum) : sum;
    }

    @Override
    public Relation apply(Relation relation, Conjunction.Rest later, Meter meter) {
        Relation asked = Joins.projectKnown(relation, joined, meter);
        List<Variable> names = List.copyOf(joined);
        var found = new RowSet(names);
        for (Conjunction branch : branches) {
            found.addAll(branch.run(asked, joined, meter).select(names), meter);
        }
        Relation answers = found.all();
        return relation.variables().containsAll(names)
                ? Joins.filter(relation, answers, true, meter)
                : Joins.join(relation, answers, meter);
    }
}
