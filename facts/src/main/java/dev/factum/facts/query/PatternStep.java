package dev.factum.facts.query;

import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.ValueType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A pattern on a database.
final class PatternStep implements Step {

    private static final double FACTS_OF_AN_ENTITY = 8;
    private static final double VALUES_OF_A_MANY = 3;
    private static final double UNKNOWN = 1_000;

    private final @Nullable Object form;
    private final DatomPattern pattern;
    private final @Nullable Place awaited;
    private final boolean namesInValue;
    private double total = -1;

    PatternStep(@Nullable Object form, DatomPattern pattern) {
        this(form, pattern, null, false);
    }

    private PatternStep(
            @Nullable Object form,
            DatomPattern pattern,
            @Nullable Place awaited,
            boolean namesInValue) {
        this.form = form;
        this.pattern = pattern;
        this.awaited = awaited;
        this.namesInValue = namesInValue;
    }

    /// The same pattern, not ready before its entity is bound.
    PatternStep waitingForItsEntity() {
        return new PatternStep(form, pattern, Place.ENTITY, namesInValue);
    }

    /// The same pattern, whose value, a reference, may be given as an ident or a lookup ref.
    ///
    /// @param waits true if it is not ready before the value is bound
    PatternStep takingNamesAsValue(boolean waits) {
        return new PatternStep(form, pattern, waits ? Place.VALUE : awaited, true);
    }

    @Override
    public @Nullable Object form() {
        return form;
    }

    DatomPattern pattern() {
        return pattern;
    }

    @Override
    public Set<Variable> variables() {
        return pattern.variables();
    }

    @Override
    public boolean isReady(Set<Variable> bound) {
        if (awaited != null) {
            return isKnown(awaited, bound);
        }
        return isKnown(Place.ENTITY, bound)
                || isKnown(Place.ATTRIBUTE, bound)
                || isKnown(Place.VALUE, bound);
    }

    private boolean isKnown(Place place, Set<Variable> bound) {
        return pattern.fixed(place) != null || isBound(place, bound);
    }

    private boolean isBound(Place place, Set<Variable> bound) {
        Variable variable = pattern.variableAt(place);
        return variable != null && bound.contains(variable);
    }

    @Override
    public double estimate(double rows, Set<Variable> bound) {
        if (pattern.isImpossible()) {
            return 0;
        }
        double perRow = perRow(bound);
        boolean filters = bound.containsAll(pattern.variables());
        return rows * (filters ? Math.min(perRow, 0.9) : perRow);
    }

    private double perRow(Set<Variable> bound) {
        AttributeDefinition attribute = pattern.attribute();
        if (isBound(Place.ENTITY, bound)) {
            return perEntity(attribute, bound);
        }
        if (isBound(Place.VALUE, bound)) {
            return perValue(attribute);
        }
        return isBound(Place.ATTRIBUTE, bound) && pattern.fixed(Place.ENTITY) != null ? 1 : total();
    }

    private double perEntity(@Nullable AttributeDefinition attribute, Set<Variable> bound) {
        double values;
        if (attribute == null) {
            values = isKnown(Place.ATTRIBUTE, bound) ? 1 : FACTS_OF_AN_ENTITY;
        } else {
            values = attribute.many() ? VALUES_OF_A_MANY : 1;
        }
        if (pattern.fixed(Place.VALUE) != null) {
            return Math.min(values, selectivity());
        }
        return isBound(Place.VALUE, bound) ? 0.1 : values;
    }

    private double perValue(@Nullable AttributeDefinition attribute) {
        if (attribute != null && attribute.unique() != null) {
            return 1;
        }
        return Math.max(1, Math.sqrt(total()));
    }

    /// The part of the attribute's facts that have the constant value.
    private double selectivity() {
        AttributeDefinition attribute = pattern.attribute();
        if (attribute == null) {
            return 0.1;
        }
        double all = AccessPath.ofAttribute(attribute.id(), null, null).count(pattern.database());
        return Math.min(1, total() / Math.max(1, all));
    }

    /// About how many datoms the constants allow.
    private double total() {
        if (total < 0) {
            AccessPath path = pattern.path();
            double found = path == null ? UNKNOWN : path.count(pattern.database());
            boolean filtered =
                    path != null && pattern.fixed(Place.VALUE) != null && !path.coversValue();
            total = filtered ? found * guess() : found;
        }
        return total;
    }

    private double guess() {
        AttributeDefinition attribute = pattern.attribute();
        return attribute != null && attribute.valueType() == ValueType.BOOLEAN ? 0.5 : 0.1;
    }

    @Override
    public Relation apply(Relation relation, Conjunction.Rest later, Meter meter) {
        Variable value = pattern.variableAt(Place.VALUE);
        if (namesInValue && value != null && relation.has(value)) {
            return new NamedValues(pattern, value).join(relation, meter);
        }
        return new PatternScan(pattern, relation, meter)
                .join(later.rangeOf(pattern, relation), later.cap());
    }

    @Override
    public Access access(double rows, Set<Variable> bound) {
        return PatternAccess.planned(pattern, rows, bound);
    }

    @Override
    public Access access(Relation relation, Conjunction.Rest later) {
        var scan = new PatternScan(pattern, relation, new Meter(QueryBudget.unlimited()));
        return scan.access(later.rangeOf(pattern, relation));
    }
}
