package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Trees of facts, gathered entity by entity. Not thread-safe.
///
/// A recursion ends at an entity from which some attribute went on before, on the way down from the
/// first one; the first is on the way only if it was given by its id. Beside a wildcard a forward
/// attribute whose entities show nothing is there with null.
public final class PlainPull {

    private static final Keyword ID = Keyword.of("db/id");
    private static final Symbol ALL = Symbol.of("*");
    private static final Symbol WITHOUT_END = Symbol.of("...");

    private final PlainDatabase database;

    /// The components that are being shown.
    private final Set<Object> components = new HashSet<>();

    private PlainPull(PlainDatabase database) {
        this.database = database;
    }

    /// What a pattern shows of an entity, or null if that is nothing.
    ///
    /// @throws Refused if the view is not of one moment, or the pattern means nothing
    public static @Nullable Object pull(
            PlainDatabase database, List<?> pattern, @Nullable Object entity) {
        if (database.isHistory()) {
            throw new Refused("Not at one moment");
        }
        return new PlainPull(database)
                .tree(pattern, database.entity(entity), Set.of(), Map.of(), entity instanceof Long);
    }

    /// One attribute of a pattern.
    ///
    /// @param target a pattern, a depth, `...`, or null
    private record Spec(Keyword name, Map<?, ?> options, boolean reverse, @Nullable Object target) {

        static Spec of(@Nullable Object form) {
            Object key = form;
            Object target = null;
            if (form instanceof Map<?, ?> map) {
                key = map.keySet().iterator().next();
                target = map.get(key);
            }
            Map<@Nullable Object, @Nullable Object> options = new HashMap<>();
            if (key instanceof List<?> list) {
                for (int place = 1; place < list.size(); place += 2) {
                    options.put(list.get(place), list.get(place + 1));
                }
                key = list.getFirst();
            }
            if (!(key instanceof Keyword name)) {
                throw new Refused("No attribute: " + key);
            }
            return new Spec(name, options, name.name().startsWith("_"), target);
        }

        Keyword attribute() {
            return reverse ? new Keyword(name.namespace(), name.name().substring(1)) : name;
        }

        Object key() {
            Object as = options.get(Keyword.of("as"));
            return as == null ? name : as;
        }
    }

    private @Nullable Map<Object, @Nullable Object> tree(
            List<?> pattern,
            @Nullable Long entity,
            Set<Long> way,
            Map<Keyword, Long> depths,
            boolean isOnTheWay) {
        Map<Object, @Nullable Object> tree = new LinkedHashMap<>();
        boolean everything = pattern.contains(ALL);
        boolean withId = everything || pattern.contains(ID);
        if (withId) {
            tree.put(ID, entity);
        }
        List<Spec> specs = new ArrayList<>();
        for (Object form : pattern) {
            if (!ALL.equals(form) && !ID.equals(form)) {
                specs.add(Spec.of(form));
            }
        }
        if (everything && entity != null) {
            everythingElse(entity, specs, tree);
        }
        for (Spec spec : specs) {
            Attribute attribute = database.schema().find(spec.attribute());
            List<Object> shown = new ArrayList<>();
            List<? extends Object> found = attribute == null ? List.of() : values(entity, spec);
            if (attribute != null && isSingle(attribute, spec)) {
                found = found.stream().limit(1).toList();
            }
            for (Object value : found) {
                Object one =
                        switch (spec.target()) {
                            case null -> plain(attribute, spec, value);
                            case List<?> nested -> tree(nested, (Long) value, way, Map.of(), true);
                            default -> {
                                long depth = depths.getOrDefault(spec.name(), limit(spec.target()));
                                if (depth == 0 || way.contains(entity)) {
                                    yield withId ? id(value) : null;
                                }
                                Set<Long> further = new LinkedHashSet<>(way);
                                if (isOnTheWay) {
                                    further.add(entity);
                                }
                                Map<Keyword, Long> less = new HashMap<>(depths);
                                less.put(spec.name(), depth - 1);
                                yield tree(pattern, (Long) value, further, less, true);
                            }
                        };
                if (one != null) {
                    shown.add(one);
                }
            }
            Object value = collected(attribute, spec, shown);
            boolean isEmpty = everything && !found.isEmpty() && !spec.reverse();
            if (value != null || isEmpty) {
                tree.put(spec.key(), value);
            }
        }
        return tree.isEmpty() ? null : tree;
    }

    private static long limit(Object target) {
        return WITHOUT_END.equals(target) ? Long.MAX_VALUE : (Long) target;
    }

    private List<? extends Object> values(@Nullable Long entity, Spec spec) {
        if (entity == null) {
            return List.of();
        }
        return spec.reverse()
                ? database.holders(spec.attribute(), entity).stream().sorted().toList()
                : database.values(entity, spec.attribute());
    }

    /// One value or several, as the attribute has; the default where there is none.
    private static @Nullable Object collected(
            @Nullable Attribute attribute, Spec spec, List<Object> shown) {
        if (attribute == null || shown.isEmpty()) {
            return spec.options().get(Keyword.of("default"));
        }
        return isSingle(attribute, spec) ? shown.getFirst() : shown;
    }

    /// A component is of one entity: the first that claims it.
    private static boolean isSingle(Attribute attribute, Spec spec) {
        return spec.reverse() ? attribute.component() : !attribute.many();
    }

    private void everythingElse(long entity, List<Spec> specs, Map<Object, @Nullable Object> tree) {
        for (Attribute attribute : database.schema().all()) {
            boolean named = specs.stream().anyMatch(spec -> spec.name().equals(attribute.name()));
            List<Object> values = named ? List.of() : database.values(entity, attribute.name());
            if (!values.isEmpty()) {
                Spec spec = new Spec(attribute.name(), Map.of(), false, null);
                List<Object> shown =
                        values.stream().map(value -> plain(attribute, spec, value)).toList();
                tree.put(attribute.name(), collected(attribute, spec, shown));
            }
        }
    }

    private static Map<Object, Object> id(Object entity) {
        return Map.of(ID, entity);
    }

    /// References by id, components as a whole.
    private Object plain(@Nullable Attribute attribute, Spec spec, Object value) {
        Objects.requireNonNull(attribute);
        if (!attribute.isReference()) {
            return value;
        }
        if (!attribute.component() || spec.reverse() || !components.add(value)) {
            return id(value);
        }
        Object part = tree(List.of(ALL), (Long) value, Set.of(), Map.of(), true);
        components.remove(value);
        return Objects.requireNonNull(part);
    }
}
