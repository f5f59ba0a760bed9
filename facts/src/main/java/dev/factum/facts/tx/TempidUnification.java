package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which tempids of a transaction are one entity, and which are entities of the database before.
/// Not thread-safe: one per transaction.
///
/// Tempids that assert the same new identity are one entity. A tempid that asserts an identity that
/// an entity of the database before has *is* that entity (upsert); this holds for composite
/// identities whose parts are all asserted. A value that is itself a tempid finds no entity of the
/// database before, but tempids that assert the same one are one.
final class TempidUnification {

    /// The entity found for a tempid, and by which attribute.
    private record Upsert(long entity, AttributeDefinition attribute, Object value) {}

    private final Database before;
    private final Map<Object, Object> parents = new HashMap<>();
    private final Map<Object, Upsert> upserts = new HashMap<>();

    TempidUnification(Database before) {
        this.before = before;
    }

    void unify(List<Statement> statements) {
        Map<List<Object>, Object> firstWith = new HashMap<>();
        for (Statement statement : statements) {
            if (statement.added()
                    && statement.entity() instanceof EntityRef.Tempid(Object key)
                    && NameResolution.identifies(statement.attribute())) {
                Object value = known(statement.value());
                if (value != null) {
                    identify(key, statement.attribute(), value, statement.source(), firstWith);
                } else if (statement.value() instanceof EntityRef.Tempid same) {
                    unite(key, statement.attribute(), same, statement.source(), firstWith);
                }
            }
        }
        if (!before.schema().composites().isEmpty()) {
            unifyComposites(statements, firstWith);
        }
    }

    private void identify(
            Object key,
            AttributeDefinition attribute,
            Object value,
            Source source,
            Map<List<Object>, Object> firstWith) {
        Datom holder = before.first(IndexOrder.AVET, Prefix.attributeValue(attribute.id(), value));
        if (holder == null) {
            unite(key, attribute, ValueOrder.canonical(value), source, firstWith);
        } else {
            bind(root(key), new Upsert(holder.e(), attribute, value), source);
        }
    }

    private void unite(
            Object key,
            AttributeDefinition attribute,
            Object value,
            Source source,
            Map<List<Object>, Object> firstWith) {
        Object other = firstWith.putIfAbsent(List.of(attribute.id(), value), key);
        if (other != null) {
            union(key, other, source);
        }
    }

    private void unifyComposites(List<Statement> statements, Map<List<Object>, Object> firstWith) {
        Map<Object, Map<Long, Statement>> parts = new LinkedHashMap<>();
        for (Statement statement : statements) {
            if (statement.added() && statement.entity() instanceof EntityRef.Tempid(Object key)) {
                parts.computeIfAbsent(key, _ -> new HashMap<>())
                        .put(statement.attribute().id(), statement);
            }
        }
        for (long id : before.schema().composites()) {
            AttributeDefinition composite = Objects.requireNonNull(before.schema().attribute(id));
            if (composite.isIdentity()) {
                parts.forEach((key, given) -> unifyComposite(key, composite, given, firstWith));
            }
        }
    }

    private void unifyComposite(
            Object key,
            AttributeDefinition composite,
            Map<Long, Statement> given,
            Map<List<Object>, Object> firstWith) {
        Object[] slots = new Object[composite.tupleAttrs().size()];
        Source source = null;
        for (int slot = 0; slot < slots.length; slot++) {
            Statement part = given.get(composite.tupleAttrs().get(slot));
            Object value = part == null ? null : known(part.value());
            if (part == null || value == null) {
                return;
            }
            slots[slot] = value;
            source = part.source();
        }
        if (source != null) {
            identify(key, composite, Arrays.asList(slots), source, firstWith);
        }
    }

    private void bind(Object root, Upsert found, Source source) {
        Upsert other = upserts.putIfAbsent(root, found);
        if (other != null && other.entity() != found.entity()) {
            boolean sameAttribute = other.attribute().id() == found.attribute().id();
            throw source.error(
                            sameAttribute
                                    ? DbErrorCode.DATOMS_CONFLICT
                                    : DbErrorCode.UNIQUE_CONFLICT,
                            "A tempid has the identities of two entities")
                    .with("attribute", other.attribute().label())
                    .with("value", other.value())
                    .with("otherAttribute", found.attribute().label())
                    .with("otherValue", found.value());
        }
    }

    /// The tempid that stands for all that are one with this one.
    Object root(Object key) {
        Object root = key;
        while (parents.containsKey(root)) {
            root = Objects.requireNonNull(parents.get(root));
        }
        return root;
    }

    private void union(Object key, Object other, Source source) {
        Object root = root(key);
        Object otherRoot = root(other);
        if (!root.equals(otherRoot)) {
            parents.put(root, otherRoot);
            Upsert found = upserts.remove(root);
            if (found != null) {
                bind(otherRoot, found, source);
            }
        }
    }

    /// The value with known entities as ids, or null if a tempid is in it.
    private static @Nullable Object known(Object value) {
        return switch (value) {
            case EntityRef.Known(long id) -> id;
            case EntityRef.Tempid _ -> null;
            case List<?> slots when slots.stream().anyMatch(EntityRef.Tempid.class::isInstance) ->
                    null;
            case List<?> slots -> {
                List<@Nullable Object> ids = new ArrayList<>(slots.size());
                for (Object slot : slots) {
                    ids.add(slot instanceof EntityRef.Known(long id) ? (Object) id : slot);
                }
                yield Collections.unmodifiableList(ids);
            }
            default -> value;
        };
    }

    /// The entity of the database before that a root is, or null.
    @Nullable Long found(Object root) {
        Upsert found = upserts.get(root);
        return found == null ? null : found.entity();
    }
}
