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
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs a pull pattern on a database value. One instance serves one database; not thread-safe.
///
/// Many values come as an unmodifiable list in index order. Recursion ends at an entity from which
/// it went on before: of what that one refers to only the ids are shown, if the pattern asks for
/// ids. Components in a circle likewise.
public final class Pull {

    private static final Keyword DB_ID = Keyword.of("db/id");
    private static final int MAX_DEPTH = 200;

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

        /// The components that are on the way down.
        private final Set<Long> components = new HashSet<>();

        private int depth;

        /// How far a recursing attribute has come.
        ///
        /// @param left how many levels are left
        /// @param path the entities from which it went on, on the way down
        private record Progress(int left, Set<Long> path) {}

        @Nullable Map<Object, @Nullable Object> entity(PullPattern pattern, long entity) {
            return entity(pattern, entity, Map.of());
        }

        private @Nullable Map<Object, @Nullable Object> entity(
                PullPattern pattern, long entity, Map<AttributeSpec, Progress> progress) {
            if (++depth > MAX_DEPTH) {
                throw FactumError.of(DbErrorCode.LIMIT_EXCEEDED, "A pull went too deep")
                        .with("depth", MAX_DEPTH);
            }
            Map<Object, @Nullable Object> tree = new LinkedHashMap<>();
            if (pattern.withId()) {
                tree.put(DB_ID, entity);
            }
            if (pattern.wildcard()) {
                everything(pattern, entity, tree);
            }
            for (AttributeSpec spec : pattern.attributes()) {
                attribute(pattern, spec, entity, progress, tree);
            }
            depth--;
            return tree.isEmpty() ? null : tree;
        }

        private void everything(
                PullPattern pattern, long entity, Map<Object, @Nullable Object> tree) {
            Map<Long, List<Object>> values = new LinkedHashMap<>();
            Iterator<Datom> facts = database.scan(IndexOrder.EAVT, Prefix.entity(entity));
            while (facts.hasNext()) {
                Datom fact = facts.next();
                List<Object> known = values.computeIfAbsent(fact.a(), _ -> new ArrayList<>());
                if (known.size() < PullPattern.DEFAULT_LIMIT) {
                    known.add(fact.v());
                }
            }
            values.forEach((id, found) -> {
                AttributeDefinition attribute = database.schema().attribute(id);
                if (attribute != null && !isNamed(pattern, attribute)) {
                    List<Object> shown = new ArrayList<>();
                    found.forEach(value -> shown.add(plain(attribute, value)));
                    tree.put(
                            attribute.label(),
                            attribute.many()
                                    ? Collections.unmodifiableList(shown)
                                    : shown.getFirst());
                }
            });
        }

        private static boolean isNamed(PullPattern pattern, AttributeDefinition attribute) {
            return pattern.attributes().stream()
                    .anyMatch(spec -> !spec.reverse() && spec.name().equals(attribute.ident()));
        }

        private void attribute(
                PullPattern pattern,
                AttributeSpec spec,
                long entity,
                Map<AttributeSpec, Progress> progress,
                Map<Object, @Nullable Object> tree) {
            AttributeDefinition attribute = database.attribute(spec.name());
            if (attribute == null || (spec.reverse() && !attribute.isRef())) {
                put(tree, spec, null);
                return;
            }
            if (!attribute.isRef() && !(spec.target() instanceof Target.Plain)) {
                throw FactumError.of(
                                DbErrorCode.INVALID_PULL,
                                "Only references have a pattern below them")
                        .with("attribute", spec.name());
            }
            List<Object> found = found(spec, attribute, entity);
            List<Object> shown =
                    attribute.isRef()
                            ? targets(pattern, spec, attribute, entity, found, progress)
                            : found;
            boolean single = spec.reverse() ? attribute.component() : !attribute.many();
            if (shown.isEmpty()) {
                put(tree, spec, null);
                if (!found.isEmpty() && pattern.wildcard()) {
                    tree.putIfAbsent(spec.key(), null);
                }
            } else {
                put(tree, spec, single ? shown.getFirst() : Collections.unmodifiableList(shown));
            }
        }

        /// The values of the attribute, or who refers here, as many as the pattern asks for.
        private List<Object> found(AttributeSpec spec, AttributeDefinition attribute, long entity) {
            Iterator<Datom> facts =
                    spec.reverse()
                            ? database.scan(
                                    IndexOrder.VAET, Prefix.valueAttribute(entity, attribute.id()))
                            : database.scan(
                                    IndexOrder.EAVT,
                                    Prefix.entityAttribute(entity, attribute.id()));
            List<Object> found = new ArrayList<>();
            while (found.size() < spec.limit() && facts.hasNext()) {
                Datom fact = facts.next();
                found.add(spec.reverse() ? (Object) fact.e() : fact.v());
            }
            return found;
        }

        private List<Object> targets(
                PullPattern pattern,
                AttributeSpec spec,
                AttributeDefinition attribute,
                long entity,
                List<Object> found,
                Map<AttributeSpec, Progress> progress) {
            List<Object> shown = new ArrayList<>();
            switch (spec.target()) {
                case Target.Plain() ->
                        found.forEach(target ->
                                shown.add(
                                        spec.reverse()
                                                ? Map.of(DB_ID, target)
                                                : plain(attribute, target)));
                case Target.Nested(PullPattern nested) -> {
                    for (Object target : found) {
                        addIfPresent(shown, entity(nested, (Long) target));
                    }
                }
                case Target.Recursion(int limit) ->
                        recurse(
                                pattern,
                                spec,
                                entity,
                                found,
                                progress,
                                progress.getOrDefault(spec, new Progress(limit, Set.of())),
                                shown);
            }
            return shown;
        }

        private void recurse(
                PullPattern pattern,
                AttributeSpec spec,
                long entity,
                List<Object> found,
                Map<AttributeSpec, Progress> progress,
                Progress here,
                List<Object> shown) {
            if (here.path().contains(entity)) {
                if (pattern.withId()) {
                    found.forEach(target -> shown.add(Map.of(DB_ID, target)));
                }
                return;
            }
            if (here.left() == 0) {
                return;
            }
            Set<Long> path = new HashSet<>(here.path());
            path.add(entity);
            int left = here.left() == Integer.MAX_VALUE ? here.left() : here.left() - 1;
            Map<AttributeSpec, Progress> below = new HashMap<>(progress);
            below.put(spec, new Progress(left, path));
            for (Object target : found) {
                addIfPresent(shown, entity(pattern, (Long) target, below));
            }
        }

        private static void addIfPresent(
                List<Object> shown, @Nullable Map<Object, @Nullable Object> tree) {
            if (tree != null) {
                shown.add(tree);
            }
        }

        /// A value as it is shown without a pattern: references by id, components as a whole.
        private Object plain(AttributeDefinition attribute, Object value) {
            if (!attribute.isRef()) {
                return value;
            }
            long target = (Long) value;
            if (!attribute.component() || !components.add(target)) {
                return Map.of(DB_ID, target);
            }
            Map<Object, @Nullable Object> part = entity(PullPattern.EVERYTHING, target);
            components.remove(target);
            return part == null ? Map.of(DB_ID, target) : part;
        }
    }
}
