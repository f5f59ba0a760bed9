package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Step 4: tempids become entities.
///
/// Tempids that assert the same new identity are one entity. A tempid that asserts an identity that
/// an entity of the database before has *is* that entity (upsert); this holds for composite
/// identities whose parts are all asserted. All others become new entities. A value that is itself
/// a tempid finds no entity of the database before, but tempids that assert the same one are one.
final class TempidResolution {

    private final Database before;
    private final Partitions partitions;
    private final Map<Object, Object> parents = new HashMap<>();
    private final Map<Object, Upsert> upserts = new HashMap<>();
    private final Set<Object> subjects = new LinkedHashSet<>();
    private final Map<Object, Long> ids = new LinkedHashMap<>();
    private long nextEntity;
    private long nextSystemEntity;

    private TempidResolution(Database before, Partitions partitions) {
        this.before = before;
        this.partitions = partitions;
        this.nextEntity = before.state().nextEntity();
        this.nextSystemEntity = before.state().nextSystemEntity();
    }

    /// The entity found for a tempid, and by which attribute.
    private record Upsert(long entity, AttributeDefinition attribute, Object value) {}

    /// The facts of the transaction with all entities known.
    ///
    /// @param ids the entity of every tempid, by its key
    record Identified(
            List<Fact> facts, Map<Object, Long> ids, long nextEntity, long nextSystemEntity) {

        long idOf(EntityRef reference) {
            return switch (reference) {
                case EntityRef.Known(long id) -> id;
                case EntityRef.Tempid(Object key) -> Objects.requireNonNull(ids.get(key));
            };
        }
    }

    static Identified identify(
            Database before, Partitions partitions, NameResolution.Resolved resolved) {
        var resolution = new TempidResolution(before, partitions);
        resolution.collectSubjects(resolved);
        resolution.unify(resolved.statements());
        resolution.allocate(resolved.statements());
        List<Fact> facts = new ArrayList<>(resolved.statements().size());
        for (Statement statement : resolved.statements()) {
            facts.add(resolution.fact(statement));
        }
        return new Identified(
                facts, resolution.ids, resolution.nextEntity, resolution.nextSystemEntity);
    }

    private void collectSubjects(NameResolution.Resolved resolved) {
        for (Statement statement : resolved.statements()) {
            if (statement.entity() instanceof EntityRef.Tempid(Object key)) {
                subjects.add(key);
            }
        }
        for (NameResolution.Ensured ensured : resolved.ensured()) {
            if (ensured.entity() instanceof EntityRef.Tempid(Object key)) {
                subjects.add(key);
            }
        }
    }

    // ---- which tempids are one, and which are known
    // -----------------------------------------------------------

    private void unify(List<Statement> statements) {
        if (subjects.isEmpty()) {
            return;
        }
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

    private Object root(Object key) {
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

    // ---- new entities
    // -----------------------------------------------------------------------------------------

    private void allocate(List<Statement> statements) {
        Set<Object> system = new LinkedHashSet<>();
        for (Statement statement : statements) {
            if (statement.entity() instanceof EntityRef.Tempid(Object key)
                    && Builtin.makesAttribute(statement.attribute().id())) {
                system.add(root(key));
            }
            if (statement.value() instanceof EntityRef.Tempid(Object key)
                    && (statement.attribute().id() == Builtin.INSTALL_PARTITION
                            || statement.attribute().id() == Builtin.INSTALL_ATTRIBUTE)) {
                system.add(root(key));
            }
        }
        Map<Object, Long> byRoot = new HashMap<>();
        for (Object key : subjects) {
            Object root = root(key);
            Upsert found = upserts.get(root);
            long id =
                    found != null
                            ? found.entity()
                            : byRoot.computeIfAbsent(
                                    root, _ -> newEntity(key, system.contains(root)));
            ids.put(key, id);
        }
    }

    private long newEntity(Object key, boolean system) {
        OptionalLong asked = partitions.of(key);
        if (system || (asked.isPresent() && asked.getAsLong() == EntityId.DB_PARTITION)) {
            return EntityId.of(EntityId.DB_PARTITION, nextSystemEntity++);
        }
        return EntityId.of(asked.orElse(EntityId.USER_PARTITION), nextEntity++);
    }

    // ---- facts
    // ------------------------------------------------------------------------------------------------

    private Fact fact(Statement statement) {
        long entity = id(statement.entity(), statement.source());
        Object value =
                switch (statement.value()) {
                    case EntityRef reference -> id(reference, statement.source());
                    case List<?> slots -> {
                        List<@Nullable Object> values = new ArrayList<>(slots.size());
                        for (Object slot : slots) {
                            values.add(
                                    slot instanceof EntityRef reference
                                            ? (Object) id(reference, statement.source())
                                            : slot);
                        }
                        yield Collections.unmodifiableList(values);
                    }
                    default -> statement.value();
                };
        return new Fact(
                entity, statement.attribute(), value, statement.added(), statement.source());
    }

    private long id(EntityRef reference, Source source) {
        return switch (reference) {
            case EntityRef.Known(long id) -> id;
            case EntityRef.Tempid(Object key) -> {
                Long id = ids.get(key);
                if (id == null) {
                    throw source.error(
                                    DbErrorCode.TEMPID_NOT_AN_ENTITY,
                                    "A tempid is used only as a value in this transaction")
                            .with("tempid", key);
                }
                yield id;
            }
        };
    }
}
