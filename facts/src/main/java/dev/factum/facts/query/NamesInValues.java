package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks for variables that are the value of one pattern and the entity of another.
///
/// A keyword may name an entity: its pattern waits until the keyword is known. A text or a date
/// never does, whichever pattern would have run first.
final class NamesInValues {

    private NamesInValues() {}

    static List<Step> settled(List<Step> steps) {
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
