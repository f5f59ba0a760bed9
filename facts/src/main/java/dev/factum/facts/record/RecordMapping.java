package dev.factum.facts.record;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a record class and facts about an entity become each other. Immutable and safe to share
/// between threads.
///
/// Every component is an attribute: `record Offer(UUID id, Instant createdAt)` is `:offer/id` and
/// `:offer/created-at`; [Namespace] and [Named] say otherwise.
///
/// | component type | fact |
/// |---|---|
/// | a class of `dev.factum.facts.value`, `long`, `int`, `double`, `float`, `boolean` | the value; it must be there |
/// | `Optional<T>` | the value, if there is one |
/// | `List<T>`, `Set<T>` | all values of an attribute of cardinality many |
/// | another record | the entity referred to |
/// | `Map<Keyword, Object>` | the entity referred to, with all that is known of it |
/// | an enum | a keyword: the enum's namespace and the constant's name in lower case with dashes |
///
/// @param <R> the record class
public final class RecordMapping<R extends Record> {

    private static final ClassValue<RecordMapping<?>> MAPPINGS =
            new ClassValue<>() {
                @Override
                protected RecordMapping<?> computeValue(Class<?> type) {
                    return reflected(type.asSubclass(Record.class));
                }
            };

    private final Class<R> type;
    private final Constructor<R> constructor;
    private final List<ComponentMapping> components;

    private RecordMapping(
            Class<R> type, Constructor<R> constructor, List<ComponentMapping> components) {
        this.type = type;
        this.constructor = constructor;
        this.components = List.copyOf(components);
    }

    /// The mapping of a record class; made once per class.
    ///
    /// @throws FactumError `:db.error/record-mismatch` if a component has a type that no fact can
    ///   have
    public static <R extends Record> RecordMapping<R> of(Class<R> type) {
        @SuppressWarnings("unchecked") // MAPPINGS gives every class the mapping of that class
        RecordMapping<R> mapping = (RecordMapping<R>) MAPPINGS.get(type);
        return mapping;
    }

    private static <R extends Record> RecordMapping<R> reflected(Class<R> type) {
        List<ComponentMapping> components = new ArrayList<>();
        RecordComponent[] declared = type.getRecordComponents();
        Class<?>[] types = new Class<?>[declared.length];
        for (int index = 0; index < declared.length; index++) {
            components.add(ComponentMapping.of(type, declared[index]));
            types[index] = declared[index].getType();
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new RecordMapping<>(type, constructor, components);
        } catch (NoSuchMethodException e) {
            throw FactumError.of(
                            DbErrorCode.RECORD_MISMATCH, "A record has no canonical constructor", e)
                    .with("record", type.getName());
        }
    }

    /// The pull pattern that brings what [#read] needs.
    public List<Object> pattern() {
        List<Object> pattern = new ArrayList<>();
        for (ComponentMapping component : components) {
            pattern.add(component.spec());
        }
        return List.copyOf(pattern);
    }

    /// The record of a tree that was pulled with [#pattern], or of any map with attribute names as
    /// keys.
    ///
    /// @throws FactumError `:db.error/record-mismatch` if a value is missing or of another type
    public R read(Map<?, ?> tree) {
        List<@Nullable Object> values = new ArrayList<>();
        for (ComponentMapping component : components) {
            values.add(tree.get(component.attribute()));
        }
        return readRow(values);
    }

    /// The record of a tree that came through JSON, which has fewer types and no namespaces of its
    /// own: text stands for ids, moments, keywords, amounts and bytes (in base64) where a component
    /// is one, and names may go without namespace, or be written as in Java. What [#read] takes is
    /// taken as well.
    ///
    /// @throws FactumError `:db.error/record-mismatch` if a value is missing or cannot be read
    public R readJson(Map<?, ?> tree) {
        List<@Nullable Object> values = new ArrayList<>();
        for (ComponentMapping component : components) {
            values.add(component.readJson(tree));
        }
        return made(values);
    }

    /// The record of a row: one value per component, in order.
    public R readRow(List<? extends @Nullable Object> row) {
        if (row.size() != components.size()) {
            throw FactumError.of(DbErrorCode.RECORD_MISMATCH, "A row and a record differ in length")
                    .with("record", type.getName())
                    .with("components", components.size())
                    .with("values", row.size());
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int index = 0; index < components.size(); index++) {
            values.add(components.get(index).read(row.get(index)));
        }
        return made(values);
    }

    private R made(List<? extends @Nullable Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw FactumError.of(DbErrorCode.RECORD_MISMATCH, "A record refused its values", e)
                    .with("reason", String.valueOf(e.getCause()))
                    .with("record", type.getName())
                    .with("values", values);
        } catch (ReflectiveOperationException e) {
            throw FactumError.of(DbErrorCode.RECORD_MISMATCH, "A record cannot be made", e)
                    .with("record", type.getName());
        }
    }

    /// The map form that asserts a record's facts; what is absent is left out.
    public Map<Keyword, Object> write(R record) {
        Map<Keyword, Object> form = new LinkedHashMap<>();
        for (ComponentMapping component : components) {
            Object value = component.write(record);
            if (value != null) {
                form.put(component.attribute(), value);
            }
        }
        return form;
    }
}
