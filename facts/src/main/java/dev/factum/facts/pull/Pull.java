package dev.factum.facts.pull;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.pull.PullPattern.AttributeSpec;
import dev.factum.facts.pull.PullPattern.Target;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs a pull pattern on a database value. One instance serves one database; not thread-safe.
///
/// Many values come as an unmodifiable list in index order. Recursion ends at an entity that is
/// already on the way down: of that one only what does not recurse is shown. Components cut off in
/// a circle show their id.
public final class Pull {

    private static final Keyword DB_ID = Keyword.of("db/id");
    private static final int MAX_DEPTH = 1_000;

    private final Database database;
    private final Function<Symbol, Functions.@Nullable QueryFunction> transforms;

    private Pull(
            Database database, Function<Symbol, Functions.@Nullable QueryFunction> transforms) {
        this.database = database;
        this.transforms = transforms;
    }

    /// Pulls from this database; `:xform` names are looked up by `transforms`.
    public static Pull from(
            Database database, Function<Symbol, Functions.@Nullable QueryFunction> transforms) {
        database.requireMoment("pull");
        return new Pull(database, transforms);
    }

    /// The tree of facts about an entity, or null where there is nothing to show.
    ///
    /// @param reference an entity id, ident or lookup ref
    public @Nullable Map<Object, @Nullable Object> pull(
            PullPattern pattern, @Nullable Object reference) {
        OptionalLong id = database.entid(reference);
        if (id.isPresent()) {
            return new Walk().entity(pattern, id.getAsLong());
        }
        return missing(pattern);
    }

    /// What a pattern says of an entity that is not there: `{:db/id nil}` if the id is asked for,
    /// and the defaults.
    private @Nullable Map<Object, @Nullable Object> missing(PullPattern pattern) {
        Map<Object, @Nullable Object> tree = new LinkedHashMap<>();
        if (pattern.withId()) {
            tree.put(DB_ID, null);
        }
        for (AttributeSpec spec : pattern.attributes()) {
            put(tree, spec, null);
        }
        return tree.isEmpty() ? null : tree;
    }

    private void put(
            Map<Object, @Nullable Object> tree, AttributeSpec spec, @Nullable Object value) {
        Object shown = value;
        if (spec.transform() != null) {
            shown = transformed(spec.transform(), value);
        } else if (value == null) {
            shown = spec.defaultValue();
        }
        if (shown != null) {
            tree.put(spec.key(), shown);
        }
    }

    private @Nullable Object transformed(Symbol name, @Nullable Object value) {
        Functions.QueryFunction function = transforms.apply(name);
        if (function == null) {
            throw FactumError.of(
                            DbErrorCode.NOT_ALLOWED_FN,
                            "This function is not offered to pulls as :xform")
                    .with("function", name);
        }
        try {
            return function.apply(Collections.singletonList(value));
        } catch (RuntimeException failed) {
            throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "An xform failed", failed)
                    .with("function", name)
                    .with("value", value);
        }
    }

    /// One walk down from one entity.
    private final class Walk {

        /// How often an entity is on the way down, by the pattern it is shown in.
        private final Map<Step, Integer> path = new HashMap<>();

        private int depth;

        private record Step(long entity, PullPattern pattern) {}

        @Nullable Map<Object, @Nullable Object> entity(PullPattern pattern, long entity) {
            return entity(pattern, entity, Map.of());
        }

        /// @param levels how many levels are left for each recursing attribute of the pattern
        private @Nullable Map<Object, @Nullable Object> entity(
                PullPattern pattern, long entity, Map<AttributeSpec, Integer> levels) {
            if (++depth > MAX_DEPTH) {
                throw FactumError.of(DbErrorCode.LIMIT_EXCEEDED, "A pull went too deep")
                        .with("depth", MAX_DEPTH);
            }
            var step = new Step(entity, pattern);
            boolean seen = path.merge(step, 1, Integer::sum) > 1;
            Map<Object, @Nullable Object> tree = new LinkedHashMap<>();
            if (pattern.withId()) {
                tree.put(DB_ID, entity);
            }
            if (pattern.wildcard()) {
                everything(pattern, entity, tree);
            }
            for (AttributeSpec spec : pattern.attributes()) {
                if (!(spec.target() instanceof Target.Recursion && seen)) {
                    put(tree, spec, value(pattern, spec, entity, levels));
                }
            }
            path.merge(step, -1, Integer::sum);
            depth--;
            return tree.isEmpty() ? null : tree;
        }

        private void everything(
                PullPattern pattern, long entity, Map<Object, @Nullable Object> tree) {
            Iterator<Datom> facts = database.scan(IndexOrder.EAVT, Prefix.entity(entity));
            Datom next = facts.hasNext() ? facts.next() : null;
            while (next != null) {
                AttributeDefinition attribute = database.schema().attribute(next.a());
                List<Object> values = new ArrayList<>();
                long current = next.a();
                while (next != null && next.a() == current) {
                    if (attribute != null && values.size() < PullPattern.DEFAULT_LIMIT) {
                        values.add(plain(attribute, next.v()));
                    }
                    next = facts.hasNext() ? facts.next() : null;
                }
                if (attribute != null && !isNamed(pattern, attribute)) {
                    tree.put(
                            attribute.label(),
                            attribute.many()
                                    ? Collections.unmodifiableList(values)
                                    : values.getFirst());
                }
            }
        }

        private static boolean isNamed(PullPattern pattern, AttributeDefinition attribute) {
            return pattern.attributes().stream()
                    .anyMatch(spec -> !spec.reverse() && spec.name().equals(attribute.ident()));
        }

        private @Nullable Object value(
                PullPattern pattern,
                AttributeSpec spec,
                long entity,
                Map<AttributeSpec, Integer> levels) {
            AttributeDefinition attribute = database.attribute(spec.name());
            if (attribute == null || (spec.reverse() && !attribute.isRef())) {
                return null;
            }
            if (!attribute.isRef() && !(spec.target() instanceof Target.Plain)) {
                throw FactumError.of(
                                DbErrorCode.INVALID_PULL,
                                "Only references have a pattern below them")
                        .with("attribute", spec.name());
            }
            Iterator<Datom> facts =
                    spec.reverse()
                            ? database.scan(
                                    IndexOrder.VAET, Prefix.valueAttribute(entity, attribute.id()))
                            : database.scan(
                                    IndexOrder.EAVT,
                                    Prefix.entityAttribute(entity, attribute.id()));
            List<Object> values = new ArrayList<>();
            for (int count = 0; count < spec.limit() && facts.hasNext(); count++) {
                Datom fact = facts.next();
                Object shown =
                        attribute.isRef()
                                ? target(
                                        pattern,
                                        spec,
                                        attribute,
                                        spec.reverse() ? fact.e() : (Long) fact.v(),
                                        levels)
                                : fact.v();
                if (shown != null) {
                    values.add(shown);
                }
            }
            boolean single = spec.reverse() ? attribute.component() : !attribute.many();
            if (values.isEmpty()) {
                return null;
            }
            return single ? values.getFirst() : Collections.unmodifiableList(values);
        }

        private @Nullable Object target(
                PullPattern pattern,
                AttributeSpec spec,
                AttributeDefinition attribute,
                long entity,
                Map<AttributeSpec, Integer> levels) {
            return switch (spec.target()) {
                case Target.Plain() ->
                        spec.reverse() ? Map.of(DB_ID, entity) : plain(attribute, entity);
                case Target.Nested(PullPattern nested) -> entity(nested, entity);
                case Target.Recursion(int limit) -> {
                    int left = levels.getOrDefault(spec, limit);
                    if (left == 0) {
                        yield null;
                    }
                    Map<AttributeSpec, Integer> below = new HashMap<>(levels);
                    below.put(spec, left == Integer.MAX_VALUE ? left : left - 1);
                    yield entity(pattern, entity, below);
                }
            };
        }

        /// A value as it is shown without a pattern: references by id, components as a whole.
        private Object plain(AttributeDefinition attribute, Object value) {
            if (!attribute.isRef()) {
                return value;
            }
            long target = (Long) value;
            boolean onTheWay = path.getOrDefault(new Step(target, PullPattern.EVERYTHING), 0) > 0;
            if (!attribute.component() || onTheWay) {
                return Map.of(DB_ID, target);
            }
            Map<Object, @Nullable Object> part = entity(PullPattern.EVERYTHING, target);
            return part == null ? Map.of(DB_ID, target) : part;
        }
    }
}
