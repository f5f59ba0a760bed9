package dev.factum.facts.record;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One component of a record and the attribute it stands for.
///
/// @param owner the record class, for messages
/// @param shape whether there is exactly one value, at most one, or many
record ComponentMapping(
        Class<?> owner, Keyword attribute, Shape shape, ValueMapping value, Method accessor) {

    /// How many values a component holds.
    enum Shape {
        ONE,
        OPTIONAL,
        LIST,
        SET
    }

    static ComponentMapping of(Class<?> owner, RecordComponent component) {
        Shape shape = shape(component.getType());
        Class<?> element = shape == Shape.ONE ? component.getType() : element(owner, component);
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return new ComponentMapping(
                owner,
                attribute(owner, component),
                shape,
                ValueMapping.of(owner, element),
                accessor);
    }

    private static Shape shape(Class<?> type) {
        if (type == Optional.class) {
            return Shape.OPTIONAL;
        }
        if (type == List.class) {
            return Shape.LIST;
        }
        return type == Set.class ? Shape.SET : Shape.ONE;
    }

    private static Class<?> element(Class<?> owner, RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType type) {
            Type argument = type.getActualTypeArguments()[0];
            if (argument instanceof Class<?> element) {
                return element;
            }
        }
        throw FactumError.of(DbErrorCode.RECORD_MISMATCH, "A component does not say what it holds")
                .with("record", owner.getName())
                .with("component", component.getName());
    }

    private static Keyword attribute(Class<?> owner, RecordComponent component) {
        Named named = component.getAnnotation(Named.class);
        return named != null
                ? Keyword.of(named.value())
                : Keyword.of(namespace(owner), dashed(component.getName()));
    }

    static String namespace(Class<?> type) {
        Namespace namespace = type.getAnnotation(Namespace.class);
        return namespace != null ? namespace.value() : dashed(type.getSimpleName());
    }

    /// `createdAt` as `created-at`.
    private static String dashed(String name) {
        var text = new StringBuilder();
        for (int index = 0; index < name.length(); index++) {
            char letter = name.charAt(index);
            if (Character.isUpperCase(letter) && index > 0) {
                text.append('-');
            }
            text.append(Character.toLowerCase(letter));
        }
        return text.toString();
    }

    /// A constant `NOT_PAID` as `not-paid`.
    static String constant(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What a pull pattern says for this component.
    Object spec() {
        List<Object> below = value.pattern();
        Object name = shape == Shape.LIST || shape == Shape.SET ? unlimited() : attribute;
        return below == null ? name : Map.of(name, below);
    }

    private List<@Nullable Object> unlimited() {
        List<@Nullable Object> spec = new ArrayList<>();
        spec.add(attribute);
        spec.add(Keyword.of("limit"));
        spec.add(null);
        return Collections.unmodifiableList(spec);
    }

    @Nullable Object read(@Nullable Object fact) {
        return read(fact, each -> value.read(each, this));
    }

    /// The value in a tree that came through JSON: under the attribute's name, that name without
    /// its namespace, or the component's own.
    @Nullable Object readJson(Map<?, ?> tree) {
        Object fact = tree.get(attribute);
        if (fact == null) {
            fact = tree.get(new Keyword(null, attribute.name()));
        }
        if (fact == null) {
            fact = tree.get(new Keyword(null, accessor.getName()));
        }
        return read(fact, each -> value.readJson(each, this));
    }

    private @Nullable Object read(@Nullable Object fact, Function<Object, Object> reading) {
        return switch (shape) {
            case ONE -> reading.apply(present(fact));
            case OPTIONAL -> fact == null ? Optional.empty() : Optional.of(reading.apply(fact));
            case LIST -> List.copyOf(all(fact, reading));
            case SET -> Collections.unmodifiableSet(new LinkedHashSet<>(all(fact, reading)));
        };
    }

    private Object present(@Nullable Object fact) {
        if (fact == null) {
            throw mismatch("A record needs a value that is not there", "none");
        }
        return fact;
    }

    private List<Object> all(@Nullable Object facts, Function<Object, Object> reading) {
        List<Object> values = new ArrayList<>();
        if (facts instanceof Collection<?> several) {
            several.forEach(fact -> values.add(reading.apply(present(fact))));
        } else if (facts != null) {
            values.add(reading.apply(facts));
        }
        return values;
    }

    @Nullable Object write(Record record) {
        Object held;
        try {
            held = accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw FactumError.of(DbErrorCode.RECORD_MISMATCH, "A component cannot be read", e)
                    .with("record", owner.getName())
                    .with("attribute", attribute);
        }
        return switch (held) {
            case null -> null;
            case Optional<?> optional -> optional.map(value::write).orElse(null);
            case Collection<?> several when shape != Shape.ONE ->
                    several.isEmpty() ? null : several.stream().map(value::write).toList();
            default -> value.write(held);
        };
    }

    FactumError mismatch(String text, Object found) {
        return FactumError.of(DbErrorCode.RECORD_MISMATCH, text)
                .with("record", owner.getName())
                .with("attribute", attribute)
                .with("value", found);
    }
}
