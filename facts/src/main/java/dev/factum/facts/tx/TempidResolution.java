package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.schema.Builtin;
import java.util.ArrayList;
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

/// Step 4: tempids become entities: those that [TempidUnification] finds, and new ones.
final class TempidResolution {

    private final Partitions partitions;
    private final TempidUnification unification;
    private final Set<Object> subjects = new LinkedHashSet<>();
    private final Map<Object, Long> ids = new LinkedHashMap<>();
    private long nextEntity;
    private long nextSystemEntity;

    private TempidResolution(Database before, Partitions partitions) {
        this.partitions = partitions;
        this.unification = new TempidUnification(before);
        this.nextEntity = before.state().nextEntity();
        this.nextSystemEntity = before.state().nextSystemEntity();
    }

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
        if (!resolution.subjects.isEmpty()) {
            resolution.unification.unify(resolved.statements());
        }
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

    // ---- new entities

    private void allocate(List<Statement> statements) {
        Set<Object> system = new LinkedHashSet<>();
        for (Statement statement : statements) {
            if (statement.entity() instanceof EntityRef.Tempid(Object key)
                    && Builtin.makesAttribute(statement.attribute().id())) {
                system.add(unification.root(key));
            }
            if (statement.value() instanceof EntityRef.Tempid(Object key)
                    && (statement.attribute().id() == Builtin.INSTALL_PARTITION
                            || statement.attribute().id() == Builtin.INSTALL_ATTRIBUTE)) {
                system.add(unification.root(key));
            }
        }
        Map<Object, Long> byRoot = new HashMap<>();
        for (Object key : subjects) {
            Object root = unification.root(key);
            Long found = unification.found(root);
            long id =
                    found != null
                            ? found
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
