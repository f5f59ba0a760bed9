package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Steps that rows must agree with, all of them. Their order is chosen here: again and again the
/// step that is ready and leaves the fewest rows, as far as the indexes can tell; the order in
/// which they were written decides only between equals.
final class Conjunction {

    private final List<Step> steps;
    private final int height;
    private final Map<List<Set<Variable>>, Boolean> bindable = new ConcurrentHashMap<>();

    Conjunction(List<Step> steps) {
        this.steps = List.copyOf(steps);
        this.height = steps.stream().mapToInt(Step::height).max().orElse(0);
    }

    /// How deep alternatives nest in it.
    int height() {
        return height;
    }

    /// A step as planned.
    record Planned(Step step, Access access, double rows) {}

    /// The steps that have not run yet, and how many rows are enough of this one, if it is a scan.
    record Rest(List<Step> steps, @Nullable Cap cap) {

        /// What the coming predicates say about the value of a pattern that an index can use.
        ValueRange rangeOf(DatomPattern pattern, Relation relation) {
            Variable value = pattern.variableAt(Place.VALUE);
            AttributeDefinition attribute = pattern.attribute();
            if (value == null || relation.has(value)) {
                return ValueRange.ALL;
            }
            return attribute == null ? ValueRange.ALL : Ranges.of(value, steps, relation);
        }
    }

    List<Step> steps() {
        return steps;
    }

    Set<Variable> variables() {
        var variables = new LinkedHashSet<Variable>();
        steps.forEach(step -> variables.addAll(step.variables()));
        return variables;
    }

    /// True if all steps can run from these variables, and bind the wanted ones.
    ///
    /// It is asked again and again at every level of nested alternatives, so the answer is kept.
    boolean canBind(Set<Variable> before, Set<Variable> wanted) {
        List<Set<Variable>> asked = List.of(Set.copyOf(before), Set.copyOf(wanted));
        Boolean known = bindable.get(asked);
        if (known == null) {
            var bound = new HashSet<>(before);
            known = stuck(bound).isEmpty() && bound.containsAll(wanted);
            bindable.put(asked, known);
        }
        return known;
    }

    /// Refuses to begin if some step would never be ready.
    void requireRunnable(Set<Variable> before) {
        List<Step> stuck = stuck(new HashSet<>(before));
        if (!stuck.isEmpty()) {
            throw insufficient(stuck);
        }
    }

    /// The steps that never get ready; `bound` grows by all others bind.
    private List<Step> stuck(Set<Variable> bound) {
        List<Step> waiting = new ArrayList<>(steps);
        boolean progress = true;
        while (progress) {
            progress = waiting.removeIf(step -> step.isReady(bound) && bind(step, bound));
        }
        return waiting;
    }

    private static boolean bind(Step step, Set<Variable> bound) {
        bound.addAll(step.variables());
        return true;
    }

    private static FactumError insufficient(List<Step> stuck) {
        List<Object> forms = new ArrayList<>();
        stuck.forEach(step -> forms.add(String.valueOf(step.form())));
        return FactumError.of(
                        DbErrorCode.INSUFFICIENT_BINDING,
                        "A clause needs variables that no other clause binds")
                .form(stuck.getFirst().form())
                .with("clauses", forms);
    }

    /// About how many rows there are after all steps.
    double estimate(double rows, Set<Variable> before) {
        List<Planned> plan = plan(rows, before);
        return plan.isEmpty() ? rows : plan.getLast().rows();
    }

    /// The order that would be chosen if all estimates were right.
    List<Planned> plan(double rows, Set<Variable> before) {
        var bound = new HashSet<>(before);
        List<Step> waiting = new ArrayList<>(steps);
        var plan = new ArrayList<Planned>();
        double left = rows;
        while (!waiting.isEmpty()) {
            Step step = next(waiting, left, bound);
            Access access = step.access(left, bound);
            boolean filters = step instanceof PredicateStep;
            left = filters ? left / 2 : step.estimate(left, bound);
            plan.add(new Planned(step, access, left));
            waiting.remove(step);
            bind(step, bound);
        }
        return plan;
    }

    private static Step next(List<Step> waiting, double rows, Set<Variable> bound) {
        Step best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Step step : waiting) {
            if (step.isReady(bound)) {
                double estimate = step.estimate(rows, bound);
                if (best == null || estimate < least) {
                    best = step;
                    least = estimate;
                }
            }
        }
        if (best == null) {
            throw insufficient(waiting);
        }
        return best;
    }

    /// The rows of `start` that agree with all steps, with the wanted variables at least.
    Relation run(Relation start, Set<Variable> wanted, Meter meter) {
        return run(start, wanted, meter, null, null);
    }

    /// Like the other, but the first scan may stop at the cap: then only some of the rows are
    /// found.
    ///
    /// @param trace where to write down what was done
    Relation run(
            Relation start,
            Set<Variable> wanted,
            Meter meter,
            @Nullable Cap cap,
            @Nullable Trace trace) {
        List<Step> waiting = new ArrayList<>(steps);
        Relation relation = start;
        while (!waiting.isEmpty() && !relation.isEmpty()) {
            var bound = new HashSet<>(relation.variables());
            Step step = next(waiting, relation.size(), bound);
            double estimate = step.estimate(relation.size(), bound);
            Star star = Star.around(step, waiting, relation, estimate);
            Relation before = relation;
            if (star == null) {
                waiting.remove(step);
                boolean isFirst = waiting.size() == steps.size() - 1;
                relation = step.apply(relation, new Rest(waiting, isFirst ? cap : null), meter);
            } else {
                waiting.removeAll(star.steps());
                relation = star.join(relation, meter);
            }
            meter.holds(relation.size(), relation.variables().size());
            if (trace != null) {
                Access access =
                        star == null ? step.access(before, new Rest(waiting, null)) : star.access();
                trace.add(step, access, estimate, relation.size());
            }
            relation = narrowed(relation, wanted, waiting, meter);
        }
        return relation.isEmpty() ? Relation.empty(all(wanted, start)) : relation;
    }

    /// The rows without the variables that nobody needs any more, each once if others are to be
    /// joined with them.
    private static Relation narrowed(
            Relation relation, Set<Variable> wanted, List<Step> waiting, Meter meter) {
        Set<Variable> needed = needed(wanted, waiting);
        if (needed.containsAll(relation.variables())) {
            return relation;
        }
        return waiting.isEmpty()
                ? relation.keep(needed)
                : Joins.projectKnown(relation, needed, meter);
    }

    private static Set<Variable> needed(Set<Variable> wanted, List<Step> waiting) {
        var needed = new HashSet<>(wanted);
        waiting.forEach(step -> needed.addAll(step.variables()));
        return needed;
    }

    private static Set<Variable> all(Set<Variable> wanted, Relation start) {
        var all = new LinkedHashSet<>(start.variables());
        all.addAll(wanted);
        return all;
    }
}
