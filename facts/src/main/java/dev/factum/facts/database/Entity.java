package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One entity of a database value, as a map that reads its facts when it is asked for them.
///
/// References come as entities, or as keywords where the referenced entity has an ident. An
/// attribute name with an underscore (`:offer/_customer`) walks references backwards. Immutable;
/// equal if id and database value are the same.
public final class Entity {

    private static final int MAX_DEPTH = 400;

    private final Database database;
    private final long id;
    private final @Nullable Map<Long, Datom> fetched;

    Entity(Database database, long id) {
        this(database, id, null);
    }

    private Entity(Database database, long id, @Nullable Map<Long, Datom> fetched) {
        this.database = database;
        this.id = id;
        this.fetched = fetched;
    }

    /// The same entity with all its facts read at once: cheaper if more than two or three
    /// attributes with one value are asked for. A read set then has the entity as a whole.
    public Entity fetch() {
        var facts = new HashMap<Long, Datom>();
        database.scan(IndexOrder.EAVT, Prefix.entity(id))
                .forEachRemaining(datom -> facts.putIfAbsent(datom.a(), datom));
        return new Entity(database, id, facts);
    }

    public long id() {
        return id;
    }

    public Database database() {
        return database;
    }

    /// The value of a typed attribute with one value.
    public <T> Optional<T> get(Attribute<T> attribute) {
        AttributeDefinition definition = database.attribute(attribute.ident());
        Datom datom = definition == null ? null : firstValue(definition);
        return datom == null ? Optional.empty() : Optional.of(attribute.javaType().cast(datom.v()));
    }

    /// The values of a typed attribute with many values, in order.
    public <T> Set<T> all(Attribute<T> attribute) {
        AttributeDefinition definition = database.attribute(attribute.ident());
        var values = new LinkedHashSet<T>();
        if (definition != null) {
            database.scan(IndexOrder.EAVT, Prefix.entityAttribute(id, definition.id()))
                    .forEachRemaining(datom -> values.add(attribute.javaType().cast(datom.v())));
        }
        return values;
    }

    /// What an attribute says of this entity: a value, an [Entity], a keyword, or a set of these;
    /// null if nothing.
    ///
    /// @param attribute a keyword or the text of one; `:ns/_name` walks backwards; `:db/id` is the
    ///   id
    public @Nullable Object get(Object attribute) {
        Keyword name =
                attribute instanceof Keyword keyword ? keyword : Keyword.of(attribute.toString());
        if (name.equals(DB_ID)) {
            return id;
        }
        AttributeDefinition definition = database.attribute(name);
        if (definition != null) {
            return forward(definition);
        }
        return name.name().startsWith("_") ? backward(name) : null;
    }

    /// The names of the attributes this entity has.
    public Set<Keyword> keys() {
        var keys = new LinkedHashSet<Keyword>();
        Iterator<Datom> facts = database.scan(IndexOrder.EAVT, Prefix.entity(id));
        while (facts.hasNext()) {
            database.schema().identOf(facts.next().a()).ifPresent(keys::add);
        }
        return keys;
    }

    /// All facts of this entity and, nested, of its components; a component met again is cut off at
    /// its id.
    public Map<Keyword, Object> touch() {
        return touch(new HashSet<>(), 1);
    }

    private Map<Keyword, Object> touch(Set<Long> seen, int depth) {
        seen.add(id);
        if (depth > MAX_DEPTH) {
            throw FactumError.of(
                            DbErrorCode.LIMIT_EXCEEDED, "Components lie too deep to be touched")
                    .with("depth", MAX_DEPTH);
        }
        var facts = new LinkedHashMap<Keyword, Object>();
        facts.put(DB_ID, id);
        for (Keyword key : keys()) {
            AttributeDefinition definition = database.schema().attribute(key);
            Object value = get(key);
            if (definition != null && value != null) {
                facts.put(key, definition.component() ? touched(value, seen, depth) : value);
            }
        }
        return facts;
    }

    private static Object touched(Object value, Set<Long> seen, int depth) {
        return switch (value) {
            case Entity part when !seen.contains(part.id) -> part.touch(seen, depth + 1);
            case Set<?> parts -> {
                var touched = new LinkedHashSet<>();
                parts.forEach(part -> touched.add(touched(part, seen, depth)));
                yield touched;
            }
            default -> value;
        };
    }

    private @Nullable Object forward(AttributeDefinition definition) {
        if (!definition.many()) {
            Datom datom = firstValue(definition);
            return datom == null ? null : navigable(definition, datom.v());
        }
        var values = new LinkedHashSet<>();
        database.scan(IndexOrder.EAVT, Prefix.entityAttribute(id, definition.id()))
                .forEachRemaining(datom -> values.add(navigable(definition, datom.v())));
        return values.isEmpty() ? null : values;
    }

    private @Nullable Object backward(Keyword name) {
        AttributeDefinition definition =
                database.attribute(new Keyword(name.namespace(), name.name().substring(1)));
        if (definition == null || !definition.isRef()) {
            return null;
        }
        var sources = new LinkedHashSet<>();
        database.scan(IndexOrder.VAET, Prefix.valueAttribute(id, definition.id()))
                .forEachRemaining(datom -> sources.add(new Entity(database, datom.e())));
        if (sources.isEmpty()) {
            return null;
        }
        return definition.component() ? sources.getFirst() : sources;
    }

    private @Nullable Datom firstValue(AttributeDefinition definition) {
        return fetched != null
                ? fetched.get(definition.id())
                : database.first(IndexOrder.EAVT, Prefix.entityAttribute(id, definition.id()));
    }

    private Object navigable(AttributeDefinition definition, Object value) {
        if (!definition.isRef()) {
            return value;
        }
        long target = (Long) value;
        Optional<Keyword> ident = database.schema().identOf(target);
        return ident.isPresent() ? ident.get() : new Entity(database, target);
    }

    private static final Keyword DB_ID = Keyword.of("db/id");

    @Override
    public boolean equals(Object other) {
        return other instanceof Entity entity && id == entity.id && database == entity.database;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public String toString() {
        return "Entity[" + database.schema().label(id) + "]";
    }
}
