package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for variables that are the value of one pattern and the entity of another.
///
/// A keyword may name an entity: its pattern waits until the keyword is known. A text or a date
/// never does, whichever pattern would have run first.
final class NamesInValues {

    private NamesInValues() {}

    /// @param computed the variables that functions bind, here or around this
    static List<Step> settled(List<Step> steps, Set<Variable> computed) {
        return takingNames(waiting(steps), computed);
    }

    /// What a function binds may be the name of an entity, for a pattern whose value is a
    /// reference.
    private static List<Step> takingNames(List<Step> steps, Set<Variable> computed) {
        return steps.stream()
                .map(step ->
                        step instanceof PatternStep pattern && isReferenceTo(pattern, computed)
                                ? pattern.takingNamesAsValue(isBoundBefore(pattern, steps))
                                : step)
                .toList();
    }

    private static boolean isReferenceTo(PatternStep step, Set<Variable> computed) {
        Variable value = step.pattern().variableAt(Place.VALUE);
        AttributeDefinition attribute = step.pattern().attribute();
        return value != null && attribute != null && attribute.isRef() && computed.contains(value);
    }

    /// True if a function here binds the value, and needs nothing that the pattern binds.
    private static boolean isBoundBefore(PatternStep step, List<Step> steps) {
        Set<Variable> needed = new HashSet<>();
        boolean isBound = false;
        for (Step other : steps) {
            if (other instanceof FunctionStep function
                    && function.binding()
                            .variables()
                            .contains(step.pattern().variableAt(Place.VALUE))) {
                isBound = true;
                needed.addAll(function.call().needs());
            }
        }
        return isBound && Collections.disjoint(needed, madeOf(step, steps));
    }

    /// What the pattern binds, and what functions make of it.
    private static Set<Variable> madeOf(PatternStep step, List<Step> steps) {
        Set<Variable> made = new HashSet<>(step.pattern().variables());
        for (int round = 0; round < steps.size(); round++) {
            for (Step other : steps) {
                if (other instanceof FunctionStep function
                        && !Collections.disjoint(function.call().needs(), made)) {
                    made.addAll(function.binding().variables());
                }
            }
        }
        return made;
    }

    private static List<Step> waiting(List<Step> steps) {
        Map<Variable, ValueType> types = types(steps);
        if (types.isEmpty()) {
            return steps;
        }
        var settled = new ArrayList<Step>();
        for (Step step : steps) {
            settled.add(
                    step instanceof PatternStep pattern && isNamed(pattern, types)
                            ? pattern.waitingForItsEntity()
                            : step);
        }
        return settled;
    }

    private static boolean isNamed(PatternStep step, Map<Variable, ValueType> types) {
        Variable entity = step.pattern().variableAt(Place.ENTITY);
        ValueType type = entity == null ? null : types.get(entity);
        if (entity == null || type == null) {
            return false;
        }
        if (type == ValueType.KEYWORD) {
            return true;
        }
        throw FactumError.of(
                        type == ValueType.STRING
                                ? DbErrorCode.NOT_A_KEYWORD
                                : DbErrorCode.NOT_AN_ENTITY,
                        "The entity of this pattern is a value that names no entity")
                .form(step.form())
                .with("variable", entity.name())
                .with("type", type.ident());
    }

    /// The types of the values that are neither references nor numbers.
    private static Map<Variable, ValueType> types(List<Step> steps) {
        var types = new HashMap<Variable, ValueType>();
        for (Step step : steps) {
            if (step instanceof PatternStep pattern) {
                Variable value = pattern.pattern().variableAt(Place.VALUE);
                ValueType type = type(pattern.pattern().attribute());
                if (value != null && type != null) {
                    types.put(value, type);
                }
            }
        }
        return types;
    }

    private static @Nullable ValueType type(@Nullable AttributeDefinition attribute) {
        if (attribute == null) {
            return null;
        }
        return switch (attribute.valueType()) {
            case REF, LONG -> null;
            case KEYWORD,
                    STRING,
                    BOOLEAN,
                    INSTANT,
                    FN,
                    BYTES,
                    UUID,
                    DOUBLE,
                    FLOAT,
                    URI,
                    BIGINT,
                    BIGDEC,
                    SYMBOL,
                    TUPLE ->
                    attribute.valueType();
        };
    }
}
