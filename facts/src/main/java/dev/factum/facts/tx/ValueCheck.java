package dev.factum.facts.tx;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.edn.Tagged;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Schema;
import dev.factum.facts.schema.ValueType;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether a value is of its attribute's type. Numbers are not widened, except a double for a
/// float.
final class ValueCheck {

    private static final Symbol FUNCTION_TAG = Symbol.of("db/fn");
    private static final int MIN_TUPLE = 2;
    private static final int MAX_TUPLE = 8;
    private static final int MAX_TUPLE_STRING = 256;

    private ValueCheck() {}

    /// The value as it is stored, for every type but references and tuples.
    static Object coerce(AttributeDefinition attribute, Object value, Source source) {
        Object coerced = coerced(attribute.valueType(), value);
        if (coerced != null) {
            return coerced;
        }
        if (attribute.valueType() == ValueType.KEYWORD && value instanceof String) {
            throw source.error(
                            DbErrorCode.NOT_A_KEYWORD,
                            "Cannot interpret as a keyword: no leading colon")
                    .with("attribute", attribute.label())
                    .with("value", value);
        }
        throw wrongType(attribute, value, source);
    }

    static FactumError wrongType(AttributeDefinition attribute, Object value, Source source) {
        return source.error(
                        DbErrorCode.WRONG_TYPE_FOR_ATTRIBUTE,
                        "The value is not of the attribute's type")
                .with("attribute", attribute.label())
                .with("type", attribute.valueType().ident())
                .with("value", value);
    }

    private static @Nullable Object coerced(ValueType type, Object value) {
        if (type.javaType().isInstance(value)) {
            return value;
        }
        return switch (type) {
            case LONG, REF ->
                    value instanceof Integer || value instanceof Short || value instanceof Byte
                            ? (Object) ((Number) value).longValue()
                            : null;
            case FLOAT -> value instanceof Double number ? (Object) number.floatValue() : null;
            case BYTES -> value instanceof byte[] bytes ? Bytes.of(bytes) : null;
            case KEYWORD ->
                    value instanceof String text && text.length() > 1 && text.startsWith(":")
                            ? Keyword.of(text)
                            : null;
            case FN ->
                    value instanceof Tagged(Symbol tag, Map<?, ?> definition)
                                    && tag.equals(FUNCTION_TAG)
                            ? definition
                            : null;
            case STRING, DOUBLE, BOOLEAN, INSTANT, UUID, URI, BIGINT, BIGDEC, SYMBOL, TUPLE -> null;
        };
    }

    /// A tuple's slots, each of its type; reference slots are left as they were given.
    static List<@Nullable Object> tuple(
            AttributeDefinition attribute, Schema schema, Object value, Source source) {
        if (!(value instanceof List<?> given)
                || given instanceof EdnList
                || !fits(attribute, given.size())) {
            throw invalidTuple(attribute, value, source);
        }
        List<@Nullable Object> slots = new ArrayList<>(given.size());
        for (int slot = 0; slot < given.size(); slot++) {
            Object element = given.get(slot);
            ValueType type = slotType(attribute, schema, slot);
            Object stored =
                    element == null || type == ValueType.REF ? element : coerced(type, element);
            boolean tooLong = stored instanceof String text && text.length() > MAX_TUPLE_STRING;
            if ((element != null && stored == null) || (tooLong && !attribute.isComposite())) {
                throw invalidTuple(attribute, value, source);
            }
            slots.add(stored);
        }
        return Collections.unmodifiableList(slots);
    }

    private static boolean fits(AttributeDefinition attribute, int size) {
        if (attribute.isComposite()) {
            return size == attribute.tupleAttrs().size();
        }
        return attribute.tupleType() == null
                ? size == attribute.tupleTypes().size()
                : size >= MIN_TUPLE && size <= MAX_TUPLE;
    }

    static ValueType slotType(AttributeDefinition attribute, Schema schema, int slot) {
        if (attribute.tupleType() != null) {
            return attribute.tupleType();
        }
        if (attribute.isComposite()) {
            return Objects.requireNonNull(schema.attribute(attribute.tupleAttrs().get(slot)))
                    .valueType();
        }
        return attribute.tupleTypes().get(slot);
    }

    private static FactumError invalidTuple(
            AttributeDefinition attribute, Object value, Source source) {
        return source.error(DbErrorCode.INVALID_TUPLE_VALUE, "Invalid tuple value")
                .with("attribute", attribute.label())
                .with("value", value);
    }
}
