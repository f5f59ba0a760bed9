package dev.factum.facts.query;

import dev.factum.facts.schema.AttributeDefinition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All patterns on one entity that the rows do not know yet.
///
/// Where the rows would meet it by a value that many entities share, it is cheaper to find the
/// entities by themselves first, by what is asked of them, and to join the two relations then.
record Star(List<Step> steps) {

    /// The star around the entity of `chosen`, if finding it by itself gives fewer rows than going
    /// on from the rows.
    ///
    /// @param estimate about how many rows `chosen` gives
    static @Nullable Star around(
            Step chosen, List<Step> waiting, Relation relation, double estimate) {
        if (relation.size() < 2 || !(chosen instanceof PatternStep first)) {
            return null;
        }
        Variable entity = first.pattern().variableAt(Place.ENTITY);
        if (entity == null || relation.has(entity)) {
            return null;
        }
        List<Step> steps = waiting.stream().filter(step -> isArm(step, entity)).toList();
        double alone =
                steps.stream()
                        .mapToDouble(step -> step.estimate(1, Set.of()))
                        .min()
                        .orElse(estimate);
        return steps.contains(chosen) && alone < estimate ? new Star(steps) : null;
    }

    private static boolean isArm(Step step, Variable entity) {
        if (!(step instanceof PatternStep arm)) {
            return false;
        }
        AttributeDefinition attribute = arm.pattern().attribute();
        return attribute != null && entity.equals(arm.pattern().variableAt(Place.ENTITY));
    }

    Access access() {
        return new Access("star of " + steps.size() + " patterns", "hash");
    }

    /// The rows that agree with the star.
    Relation join(Relation relation, Meter meter) {
        var all = new Conjunction(steps);
        Relation found = all.run(Relation.unit(), all.variables(), meter);
        return Joins.join(relation, found, meter);
    }
}
