package dev.factum.facts.record;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How one value of a component and one value of a fact become each other.
sealed interface ValueMapping {

    Set<Class<?>> PLAIN =
            Set.of(
                    String.class,
                    Long.class,
                    Double.class,
                    Float.class,
                    Boolean.class,
                    BigDecimal.class,
                    BigInteger.class,
                    Instant.class,
                    UUID.class,
                    URI.class,
                    Keyword.class,
                    Symbol.class,
                    Bytes.class);

    Map<Class<?>, Class<?>> BOXES =
            Map.of(
                    long.class,
                    Long.class,
                    double.class,
                    Double.class,
                    float.class,
                    Float.class,
                    boolean.class,
                    Boolean.class);

    /// The value of a component, or an error if the fact is of another type.
    Object read(Object fact, ComponentMapping component);

    /// The value of a component, of a fact that came through JSON.
    default Object readJson(Object fact, ComponentMapping component) {
        return read(fact, component);
    }

    /// The fact of a component's value.
    Object write(Object value);

    /// The pattern below a reference, or null for a value.
    default @Nullable List<Object> pattern() {
        return null;
    }

    static ValueMapping of(Class<?> owner, Class<?> type) {
        Class<?> boxed = BOXES.getOrDefault(type, type);
        if (PLAIN.contains(boxed)) {
            return new Plain(boxed);
        }
        if (type == int.class || type == Integer.class) {
            return new SmallNumber();
        }
        if (type.isEnum()) {
            return Constant.of(type);
        }
        if (type.isRecord()) {
            return new Nested<>(RecordMapping.of(type.asSubclass(Record.class)));
        }
        if (type == Map.class) {
            return new Tree();
        }
        throw FactumError.of(DbErrorCode.RECORD_MISMATCH, "No fact can have this type")
                .with("record", owner.getName())
                .with("type", type.getName());
    }

    record Plain(Class<?> type) implements ValueMapping {
        @Override
        public Object read(Object fact, ComponentMapping component) {
            if (!type.isInstance(fact)) {
                throw component.mismatch("A fact is of another type than its component", fact);
            }
            return fact;
        }

        @Override
        public Object readJson(Object fact, ComponentMapping component) {
            return read(type.isInstance(fact) ? fact : JsonText.as(type, fact), component);
        }

        @Override
        public Object write(Object value) {
            return value;
        }
    }

    record SmallNumber() implements ValueMapping {
        @Override
        public Object read(Object fact, ComponentMapping component) {
            if (fact instanceof Long number && number.intValue() == number) {
                return number.intValue();
            }
            throw component.mismatch("A fact does not fit an int", fact);
        }

        @Override
        public Object write(Object value) {
            return ((Integer) value).longValue();
        }
    }

    record Constant(String namespace, Map<Keyword, Object> byName, Map<Object, Keyword> names)
            implements ValueMapping {
        static Constant of(Class<?> type) {
            Map<Keyword, Object> byName = new HashMap<>();
            Map<Object, Keyword> names = new HashMap<>();
            for (Object constant : type.getEnumConstants()) {
                Keyword name =
                        Keyword.of(
                                ComponentMapping.namespace(type),
                                ComponentMapping.constant(((Enum<?>) constant).name()));
                byName.put(name, constant);
                names.put(constant, name);
            }
            return new Constant(
                    ComponentMapping.namespace(type), Map.copyOf(byName), Map.copyOf(names));
        }

        @Override
        public Object read(Object fact, ComponentMapping component) {
            Object constant = fact instanceof Keyword name ? byName.get(name) : null;
            if (constant == null) {
                throw component.mismatch("A fact names no constant of its component's enum", fact);
            }
            return constant;
        }

        /// With or without namespace, and also as Java writes it.
        @Override
        public Object readJson(Object fact, ComponentMapping component) {
            if (fact instanceof String text && !text.isEmpty()) {
                Object named = JsonText.as(Keyword.class, text);
                Object bare = Keyword.of(namespace, ComponentMapping.constant(text));
                return read(byName.containsKey(named) ? named : bare, component);
            }
            return read(fact, component);
        }

        @Override
        public Object write(Object value) {
            return java.util.Objects.requireNonNull(names.get(value));
        }
    }

    record Nested<N extends Record>(RecordMapping<N> mapping) implements ValueMapping {
        @Override
        public Object read(Object fact, ComponentMapping component) {
            if (fact instanceof Map<?, ?> tree) {
                return mapping.read(tree);
            }
            throw component.mismatch("A fact is not the entity that its component needs", fact);
        }

        @Override
        public Object readJson(Object fact, ComponentMapping component) {
            return fact instanceof Map<?, ?> tree ? mapping.readJson(tree) : read(fact, component);
        }

        @Override
        public Object write(Object value) {
            @SuppressWarnings(
                    "unchecked") // the component's type is the record class of this mapping
            N nested = (N) value;
            return mapping.write(nested);
        }

        @Override
        public List<Object> pattern() {
            return mapping.pattern();
        }
    }

    /// Everything that a pull says of the entity.
    record Tree() implements ValueMapping {
        @Override
        public Object read(Object fact, ComponentMapping component) {
            if (fact instanceof Map<?, ?> tree) {
                return tree;
            }
            throw component.mismatch("A fact is not the entity that its component needs", fact);
        }

        @Override
        public Object write(Object value) {
            return value;
        }

        @Override
        public List<Object> pattern() {
            return List.of(Symbol.of("*"));
        }
    }
}
