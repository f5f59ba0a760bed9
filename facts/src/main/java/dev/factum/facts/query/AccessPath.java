package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.index.Slices;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The index and the prefix that find the datoms with some known parts.
///
/// @param byEntity true if the datoms come in rising order of their entities
/// @param coversValue true if every datom found has the known value
record AccessPath(IndexOrder order, Prefix prefix, boolean byEntity, boolean coversValue) {

    static AccessPath ofEntity(long e) {
        return new AccessPath(IndexOrder.EAVT, Prefix.entity(e), true, false);
    }

    static AccessPath ofEntityAttribute(long e, long a, @Nullable Object v) {
        return v == null
                ? new AccessPath(IndexOrder.EAVT, Prefix.entityAttribute(e, a), true, false)
                : new AccessPath(IndexOrder.EAVT, Prefix.fact(e, a, v), true, true);
    }

    /// All facts of an attribute, or those with a value as far as an index knows.
    static AccessPath ofAttribute(
            long a, @Nullable AttributeDefinition definition, @Nullable Object v) {
        if (v != null && definition != null && definition.hasAvet()) {
            return new AccessPath(IndexOrder.AVET, Prefix.attributeValue(a, v), true, true);
        }
        if (v != null && definition != null && definition.isRef()) {
            return new AccessPath(IndexOrder.VAET, Prefix.valueAttribute(v, a), true, true);
        }
        return new AccessPath(IndexOrder.AEVT, Prefix.attribute(a), true, false);
    }

    /// True if the value of this attribute can be looked up.
    static boolean findsValues(@Nullable AttributeDefinition definition) {
        return definition != null && (definition.hasAvet() || definition.isRef());
    }

    /// True if an index by value can leave out what lies outside of the range.
    boolean canNarrow(@Nullable AttributeDefinition attribute, ValueRange range) {
        return order == IndexOrder.AEVT
                && !range.isOpen()
                && attribute != null
                && attribute.hasAvet();
    }

    Batches batches(Database database) {
        return new Batches(database.slices(order, prefix));
    }

    /// The datoms of an attribute that may lie within a range, by value.
    Batches batches(Database database, @Nullable AttributeDefinition attribute, ValueRange range) {
        Object to = range.to();
        Object end = to instanceof Long last && last < Long.MAX_VALUE ? (Object) (last + 1) : null;
        return attribute == null
                ? batches(database)
                : new Batches(Slices.of(database.range(attribute.id(), range.from(), end)));
    }

    Iterator<Datom> scan(Database database) {
        return database.scan(order, prefix);
    }

    long count(Database database) {
        return database.estimate(order, prefix);
    }
}
