package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Raw access to the indexes of a database value by names: components may be ids, idents and lookup
/// refs.
///
/// Immutable. The iterators it gives belong to one thread.
public final class IndexReader {

    private final Database database;

    private IndexReader(Database database) {
        this.database = database;
    }

    public static IndexReader of(Database database) {
        return new IndexReader(database);
    }

    /// The datoms with these leading components, in index order; none if an entity is named that is
    /// not there.
    ///
    /// @throws FactumError `:db.error/attribute-not-indexed` for AVET on an attribute that is not
    ///   kept by value
    public Iterator<Datom> datoms(IndexOrder order, @Nullable Object... components) {
        Prefix prefix = prefix(order, Arrays.asList(components));
        return prefix == null ? Collections.emptyIterator() : database.scan(order, prefix);
    }

    /// The datoms from these leading components to the end of the index.
    public Iterator<Datom> seek(IndexOrder order, @Nullable Object... components) {
        Prefix prefix = prefix(order, Arrays.asList(components));
        return prefix == null ? Collections.emptyIterator() : database.seek(order, prefix);
    }

    /// The datoms from these leading components back to the start of the index.
    public Iterator<Datom> seekBackward(IndexOrder order, @Nullable Object... components) {
        Prefix prefix = prefix(order, Arrays.asList(components));
        return prefix == null ? Collections.emptyIterator() : database.seekBackward(order, prefix);
    }

    /// The datoms of an indexed attribute from value `start` (inclusive) to `end` (exclusive); null
    /// is open.
    public Iterator<Datom> range(Object attribute, @Nullable Object start, @Nullable Object end) {
        AttributeDefinition definition = indexed(attribute);
        return database.range(definition.id(), value(definition, start), value(definition, end));
    }

    private @Nullable Prefix prefix(IndexOrder order, List<@Nullable Object> parts) {
        if (parts.size() > 4) {
            throw FactumError.of(
                            DbErrorCode.INVALID_TX_DATA,
                            "An index has at most four leading components")
                    .with("given", parts);
        }
        if (parts.contains(null)) {
            throw FactumError.of(DbErrorCode.NIL_VALUE, "An index component cannot be nil")
                    .with("given", parts);
        }
        if (parts.isEmpty()) {
            return Prefix.all();
        }
        return switch (order) {
            case EAVT -> entityFirst(parts);
            case AEVT -> attributeFirst(parts);
            case AVET -> attributeValueFirst(parts);
            case VAET -> valueFirst(parts);
        };
    }

    private @Nullable Prefix entityFirst(List<@Nullable Object> parts) {
        OptionalLong entity = database.entid(parts.getFirst());
        if (entity.isEmpty()) {
            return null;
        }
        if (parts.size() == 1) {
            return Prefix.entity(entity.getAsLong());
        }
        AttributeDefinition attribute = database.attribute(parts.get(1));
        return attribute == null ? null : fact(entity.getAsLong(), attribute, parts);
    }

    private @Nullable Prefix attributeFirst(List<@Nullable Object> parts) {
        AttributeDefinition attribute = database.attributeOrThrow(parts.getFirst());
        if (parts.size() == 1) {
            return Prefix.attribute(attribute.id());
        }
        OptionalLong entity = database.entid(parts.get(1));
        return entity.isEmpty() ? null : fact(entity.getAsLong(), attribute, parts);
    }

    private @Nullable Prefix fact(
            long entity, AttributeDefinition attribute, List<@Nullable Object> parts) {
        if (parts.size() == 2) {
            return Prefix.entityAttribute(entity, attribute.id());
        }
        Object value = value(attribute, parts.get(2));
        if (value == null) {
            return null;
        }
        return parts.size() == 3
                ? Prefix.fact(entity, attribute.id(), value)
                : Prefix.datom(entity, attribute.id(), value, transaction(parts.get(3)));
    }

    private @Nullable Prefix attributeValueFirst(List<@Nullable Object> parts) {
        AttributeDefinition attribute = indexed(parts.getFirst());
        if (parts.size() == 1) {
            return Prefix.attribute(attribute.id());
        }
        Object value = value(attribute, parts.get(1));
        if (value == null || parts.size() == 2) {
            return value == null ? null : Prefix.attributeValue(attribute.id(), value);
        }
        OptionalLong entity = database.entid(parts.get(2));
        return entity.isEmpty() ? null : tail(entity.getAsLong(), attribute.id(), value, parts);
    }

    private @Nullable Prefix valueFirst(List<@Nullable Object> parts) {
        OptionalLong target = database.entid(parts.getFirst());
        if (target.isEmpty() || parts.size() == 1) {
            return target.isEmpty() ? null : Prefix.value(target.getAsLong());
        }
        AttributeDefinition attribute = database.attributeOrThrow(parts.get(1));
        if (parts.size() == 2) {
            return Prefix.valueAttribute(target.getAsLong(), attribute.id());
        }
        OptionalLong entity = database.entid(parts.get(2));
        return entity.isEmpty()
                ? null
                : tail(entity.getAsLong(), attribute.id(), target.getAsLong(), parts);
    }

    private static Prefix tail(
            long entity, long attribute, Object value, List<@Nullable Object> parts) {
        return parts.size() == 3
                ? Prefix.fact(entity, attribute, value)
                : Prefix.datom(entity, attribute, value, transaction(parts.get(3)));
    }

    private AttributeDefinition indexed(@Nullable Object reference) {
        AttributeDefinition attribute = database.attributeOrThrow(reference);
        if (!attribute.hasAvet()) {
            throw FactumError.of(
                            DbErrorCode.ATTRIBUTE_NOT_INDEXED, "The attribute is not kept by value")
                    .with("attribute", attribute.label());
        }
        return attribute;
    }

    private @Nullable Object value(AttributeDefinition attribute, @Nullable Object given) {
        if (given == null || !attribute.isRef()) {
            return given instanceof Integer number ? (Object) number.longValue() : given;
        }
        OptionalLong target = database.entid(given);
        return target.isEmpty() ? null : (Object) target.getAsLong();
    }

    private static long transaction(@Nullable Object given) {
        if (!(given instanceof Long t)) {
            throw FactumError.of(
                            DbErrorCode.INVALID_TIME_POINT,
                            "A transaction is named by its t or its id")
                    .with("given", given);
        }
        return EntityId.isTransaction(t) ? t : EntityId.ofTransaction(t);
    }
}
