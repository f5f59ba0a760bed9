package dev.factum.facts.schema;

import dev.factum.facts.value.Keyword;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The attributes and idents of one database value. Immutable.
///
/// There is one schema per database value, that of its basis: views of the past are read with
/// today's names. A name that was given up goes on naming its entity until it is given to another.
public final class Schema {

    private final Map<Long, AttributeDefinition> attributes;
    private final Map<Keyword, Long> idsByName;
    private final Map<Long, Keyword> namesById;
    private final Set<Long> avet;
    private final Set<Long> filling;
    private final Set<Long> references;
    private final Set<Long> composites;

    private Schema(
            Map<Long, AttributeDefinition> attributes,
            Map<Keyword, Long> idsByName,
            Map<Long, Keyword> namesById) {
        this.attributes = attributes;
        this.idsByName = idsByName;
        this.namesById = namesById;
        this.avet = idsWhere(attributes, AttributeDefinition::hasAvet);
        this.filling = idsWhere(attributes, AttributeDefinition::filling);
        this.references = idsWhere(attributes, AttributeDefinition::isRef);
        this.composites = idsWhere(attributes, AttributeDefinition::isComposite);
    }

    public static Schema empty() {
        return new Schema(Map.of(), Map.of(), Map.of());
    }

    /// The definition of the attribute with this entity id, or null.
    public @Nullable AttributeDefinition attribute(long id) {
        return attributes.get(id);
    }

    /// The definition of the attribute with this name, or null.
    public @Nullable AttributeDefinition attribute(Keyword ident) {
        Long id = idsByName.get(ident);
        return id == null ? null : attributes.get(id);
    }

    /// The entity that this name stands for.
    public OptionalLong idOf(Keyword ident) {
        Long id = idsByName.get(ident);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    /// The present name of an entity.
    public Optional<Keyword> identOf(long id) {
        return Optional.ofNullable(namesById.get(id));
    }

    /// How to show an entity in a message: its name, or its id if it has none.
    public Object label(long id) {
        Keyword name = namesById.get(id);
        return name == null ? (Object) id : name;
    }

    public Collection<AttributeDefinition> attributes() {
        return attributes.values();
    }

    /// The ids of the attributes whose facts are kept in AVET.
    public Set<Long> avet() {
        return avet;
    }

    /// The ids of the attributes whose facts will be in AVET, and are not yet.
    public Set<Long> filling() {
        return filling;
    }

    /// The ids of the attributes whose values are entities.
    public Set<Long> references() {
        return references;
    }

    /// The ids of the composite tuples.
    public Set<Long> composites() {
        return composites;
    }

    /// This schema with names changed and definitions replaced.
    ///
    /// @param names the new names by entity id; an empty Optional where a name was taken away
    /// @param definitions the new definitions by entity id; an empty Optional where it is no
    ///   attribute any more
    public Schema with(
            Map<Long, Optional<Keyword>> names,
            Map<Long, Optional<AttributeDefinition>> definitions) {
        var newAttributes = new HashMap<>(attributes);
        var newIds = new HashMap<>(idsByName);
        var newNames = new HashMap<>(namesById);
        names.forEach((id, name) -> {
            name.ifPresentOrElse(given -> newNames.put(id, given), () -> newNames.remove(id));
            name.ifPresent(given -> newIds.put(given, id));
        });
        definitions.forEach((id, definition) ->
                definition.ifPresentOrElse(
                        known -> newAttributes.put(id, known), () -> newAttributes.remove(id)));
        return new Schema(newAttributes, newIds, newNames);
    }

    /// This schema, where the facts of some attributes are in AVET, or will be.
    public Schema withFilling(Set<Long> ids, boolean awaited) {
        Map<Long, Optional<AttributeDefinition>> changed = new HashMap<>();
        for (long id : ids) {
            AttributeDefinition definition = attributes.get(id);
            if (definition != null) {
                changed.put(id, Optional.of(definition.withFilling(awaited)));
            }
        }
        return changed.isEmpty() ? this : with(Map.of(), changed);
    }

    private static Set<Long> idsWhere(
            Map<Long, AttributeDefinition> attributes,
            java.util.function.Predicate<AttributeDefinition> condition) {
        return attributes.values().stream()
                .filter(condition)
                .map(AttributeDefinition::id)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
