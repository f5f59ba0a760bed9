package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.ValueType;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Step 2: map forms, nested ones too, become assertions; lists become operations.
final class MapFlattening {

    private static final Keyword DB_ID = Keyword.of("db/id");
    private static final Keyword FORCE_PARTITION = Keyword.of("db/force-partition");
    private static final Keyword MATCH_PARTITION = Keyword.of("db/match-partition");

    private final Database before;
    private final List<TxOp> operations = new ArrayList<>();
    private final Partitions partitions;

    private MapFlattening(Database before) {
        this.before = before;
        this.partitions = new Partitions(before);
    }

    /// What the forms come to.
    ///
    /// @param partitions the partitions that tempids were asked to be in
    record Flat(List<TxOp> operations, Partitions partitions) {}

    static Flat flatten(Database before, List<Source> forms) {
        var flattening = new MapFlattening(before);
        for (Source source : forms) {
            switch (source.form()) {
                case Map<?, ?> map -> flattening.topLevel(map, source);
                case List<?> list -> flattening.list(list, source);
                case null, default ->
                        throw source.error(
                                DbErrorCode.NOT_TRANSACTION_DATA,
                                "Transaction data is made of lists and maps");
            }
        }
        return new Flat(flattening.operations, flattening.partitions);
    }

    private void list(List<?> list, Source source) {
        boolean add = isAdd(list.getFirst());
        int size = list.size();
        if (size < (add ? 4 : 3)) {
            throw source.error(
                    DbErrorCode.INVALID_TX_DATA,
                    add
                            ? "An assertion has an entity, an attribute and a value"
                            : "A retraction has an entity and an attribute");
        }
        if (size > 4) {
            throw source.error(
                    DbErrorCode.INVALID_TX_DATA, "Nothing can follow the value of a list form");
        }
        Object entity = required(list.get(1), "entity", source);
        Object attribute = required(list.get(2), "attribute", source);
        if (add) {
            operations.add(new TxOp.Add(entity, attribute, list.get(3), source));
        } else if (size == 4) {
            operations.add(new TxOp.Retract(entity, attribute, list.get(3), source));
        } else {
            operations.add(new TxOp.RetractAll(entity, attribute, source));
        }
    }

    private boolean isAdd(@Nullable Object operator) {
        return switch (operator) {
            case Keyword ident -> before.schema().idOf(ident).orElse(0) == Builtin.ADD;
            case String text -> isAdd(Keyword.of(text));
            case Long id -> id == Builtin.ADD;
            case null, default -> false;
        };
    }

    private static Object required(@Nullable Object part, String role, Source source) {
        if (part == null) {
            throw source.error(DbErrorCode.NOT_AN_ENTITY, "A list form has a part that is nil")
                    .with("part", role);
        }
        return part;
    }

    private void topLevel(Map<?, ?> map, Source source) {
        if (map.containsKey(FORCE_PARTITION)) {
            partitions.force(map.get(FORCE_PARTITION), source);
        } else if (map.containsKey(MATCH_PARTITION)) {
            partitions.match(map.get(MATCH_PARTITION), source);
        } else {
            map(map, source);
        }
    }

    /// Adds the operations of one map form and answers the entity it is about.
    private Object map(Map<?, ?> map, Source source) {
        refuseCollisions(map, source);
        Object entity = null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (attributeName(entry.getKey(), source).equals(DB_ID)) {
                entity = required(entry.getValue(), "db/id", source);
            }
        }
        Object owner = entity == null ? new EntityRef.Tempid(new Object()) : entity;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Keyword name = attributeName(entry.getKey(), source);
            if (!name.equals(DB_ID)) {
                entry(owner, name, entry.getValue(), source.inner(map, name));
            }
        }
        return owner;
    }

    /// The same attribute as a keyword and as text. Keywords alone cannot collide.
    private static void refuseCollisions(Map<?, ?> map, Source source) {
        for (Object key : map.keySet()) {
            if (key instanceof String && map.containsKey(attributeName(key, source))) {
                throw source.error(
                                DbErrorCode.MAP_KEY_COLLISION,
                                "Two keys of a map form are the same")
                        .with("attribute", attributeName(key, source));
            }
        }
    }

    private static Keyword attributeName(@Nullable Object key, Source source) {
        return switch (key) {
            case Keyword name -> name;
            case String text when text.length() > 1 && text.startsWith(":") -> Keyword.of(text);
            case null, default ->
                    throw source.error(
                                    DbErrorCode.NOT_A_KEYWORD,
                                    "The keys of a map form are keywords")
                            .with("key", key);
        };
    }

    private void entry(Object owner, Keyword name, @Nullable Object value, Source source) {
        if (value == null) {
            throw source.error(DbErrorCode.NIL_VALUE, "Nil is not a legal value")
                    .with("attribute", name);
        }
        if (name.name().length() > 1 && name.name().startsWith("_")) {
            reverse(owner, name, value, source);
            return;
        }
        AttributeDefinition attribute = before.schema().attribute(name);
        boolean isTuple = attribute != null && attribute.valueType() == ValueType.TUPLE;
        boolean isMany = attribute != null && attribute.many();
        if (isMany && value instanceof Collection<?> values) {
            for (Object element : values) {
                add(owner, name, attribute, element, source);
            }
        } else if (value instanceof Collection<?> && !isTuple && !isSingleRef(attribute, value)) {
            throw source.error(
                            attribute == null
                                    ? DbErrorCode.NOT_AN_ENTITY
                                    : DbErrorCode.WRONG_TYPE_FOR_ATTRIBUTE,
                            attribute == null
                                    ? "Unable to resolve entity"
                                    : "An attribute of cardinality one takes one value")
                    .with("attribute", name)
                    .with("value", value);
        } else {
            add(owner, name, attribute, value, source);
        }
    }

    /// A lookup ref under a reference of cardinality one.
    private static boolean isSingleRef(@Nullable AttributeDefinition attribute, Object value) {
        return attribute != null && attribute.isRef() && value instanceof List<?>;
    }

    private void add(
            Object owner,
            Keyword name,
            @Nullable AttributeDefinition attribute,
            @Nullable Object value,
            Source source) {
        Object target = value;
        if (value instanceof Map<?, ?> map && attribute != null && attribute.isRef()) {
            target = nested(attribute, map, source.inner(map, name));
        }
        operations.add(new TxOp.Add(owner, name, target, source));
    }

    private Object nested(AttributeDefinition attribute, Map<?, ?> map, Source source) {
        boolean named = map.containsKey(DB_ID) || map.containsKey(":db/id");
        if (!named && !attribute.component() && !hasIdentity(map)) {
            throw source.error(
                            DbErrorCode.INVALID_NESTED_ENTITY,
                            "A nested entity is a component, or has a :db/id or a unique identity")
                    .with("attribute", attribute.label());
        }
        return map(map, source);
    }

    private boolean hasIdentity(Map<?, ?> map) {
        return map.keySet().stream().anyMatch(this::isIdentity);
    }

    private boolean isIdentity(@Nullable Object key) {
        AttributeDefinition known =
                key instanceof Keyword name ? before.schema().attribute(name) : null;
        return known != null && known.isIdentity();
    }

    private void reverse(Object owner, Keyword name, Object value, Source source) {
        Keyword forward = new Keyword(name.namespace(), name.name().substring(1));
        if (value instanceof Map<?, ?>) {
            throw source.error(
                            DbErrorCode.INVALID_TX_DATA,
                            "A reverse attribute takes one entity, not a map")
                    .with("attribute", name);
        }
        operations.add(new TxOp.Add(value, forward, owner, source));
    }
}
