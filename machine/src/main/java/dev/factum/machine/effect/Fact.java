package dev.factum.machine.effect;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.machine.message.MessageType;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One change of the database that a handler wants. Immutable; equal by content.
///
/// An entity is a lookup ref (`CARD_ID.is(id)`), an ident, an id read from the database, or a
/// tempid: any text, the same for all facts about one new entity. Tempids are shared by everything
/// that is merged, so name them after what they stand for.
public sealed interface Fact {

    /// The one value of an attribute with one value.
    record SetValue(Object entity, Keyword attribute, Object value) implements Fact {}

    /// One more value of an attribute with many values.
    record AddValue(Object entity, Keyword attribute, Object value) implements Fact {}

    /// A value is true no more.
    record RetractValue(Object entity, Keyword attribute, Object value) implements Fact {}

    /// Nothing about the entity is true any more, nor about its parts.
    record RetractEntity(Object entity) implements Fact {}

    /// A new value, provided that the present one is `expected`; null expects none.
    record CompareAndSet(Object entity, Keyword attribute, @Nullable Object expected, Object value)
            implements Fact {}

    /// A number to add to the present value, or to zero. It reads nothing, so it never conflicts
    /// with what others add meanwhile.
    record Increment(Object entity, Keyword attribute, long by) implements Fact {}

    /// Several facts about one entity, as a map form; without `:db/id` about a new one.
    record EntityMap(Map<Keyword, Object> form) implements Fact {
        public EntityMap {
            form = Collections.unmodifiableMap(new LinkedHashMap<>(form));
        }

        /// The entity, or null if it is a new one without a name.
        @Nullable Object entity() {
            return form.get(FactForms.DB_ID);
        }

        /// The same with one more value.
        public <T> EntityMap with(Attribute<T> attribute, T value) {
            return with(attribute.ident(), value);
        }

        /// The same with a reference to another entity.
        public EntityMap withRef(Attribute<Long> attribute, Object target) {
            return with(attribute.ident(), target);
        }

        /// The same with one more value.
        public EntityMap with(Keyword attribute, Object value) {
            var extended = new LinkedHashMap<>(form);
            extended.put(attribute, value);
            return new EntityMap(extended);
        }
    }

    /// Whatever a transaction function makes of the database right before the transaction.
    record Call(Symbol function, List<Object> arguments) implements Fact {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// Sets an attribute with one value, adds to one with many.
    static <T> Fact set(Object entity, Attribute<T> attribute, T value) {
        return stated(entity, attribute, value);
    }

    /// Sets an attribute to another entity: a lookup ref, an ident, an id or a tempid.
    static Fact setRef(Object entity, Attribute<Long> attribute, Object target) {
        return stated(entity, attribute, target);
    }

    /// Adds to an attribute with many values, sets one with one.
    static <T> Fact add(Object entity, Attribute<T> attribute, T value) {
        return stated(entity, attribute, value);
    }

    private static Fact stated(Object entity, Attribute<?> attribute, Object value) {
        return FactForms.MANY.equals(attribute.declaration().get(FactForms.CARDINALITY))
                ? new AddValue(entity, attribute.ident(), value)
                : new SetValue(entity, attribute.ident(), value);
    }

    static <T> Fact retract(Object entity, Attribute<T> attribute, T value) {
        return new RetractValue(entity, attribute.ident(), value);
    }

    static Fact retractEntity(Object entity) {
        return new RetractEntity(entity);
    }

    /// Sets an attribute if it has the expected value, else the transaction is rejected.
    static <T> Fact compareAndSet(Object entity, Attribute<T> attribute, T expected, T value) {
        return new CompareAndSet(entity, attribute.ident(), expected, value);
    }

    static Fact increment(Object entity, Attribute<Long> attribute, long by) {
        return new Increment(entity, attribute.ident(), by);
    }

    /// A new entity, to which nothing else in these effects refers.
    static EntityMap entity() {
        return new EntityMap(Map.of());
    }

    /// An entity that is known, or a new one under a tempid.
    static EntityMap entity(Object entity) {
        return new EntityMap(Map.of(FactForms.DB_ID, entity));
    }

    /// An entity with the facts of a record: a new one, or the one that its identity names.
    static EntityMap entityOf(Record record) {
        return new EntityMap(MessageType.payloadOf(record));
    }

    /// A call of a transaction function by its registered name.
    static Fact call(String function, Object... arguments) {
        return new Call(Symbol.of(function), Arrays.asList(arguments));
    }

    /// Reads one form of transaction data. `[:db/add …]` adds, whatever the attribute's
    /// cardinality, so only the database finds two values of one attribute.
    static Fact of(Object form) {
        return FactForms.read(form);
    }

    /// The transaction data of this fact.
    ///
    /// @param before the database right before the transaction: increments read it
    default Object form(Database before) {
        return this instanceof Increment increment
                ? FactForms.expanded(increment, before.untracked())
                : form();
    }

    /// The fact as data; an increment as `[:factum/inc entity attribute by]`.
    default Object form() {
        return FactForms.form(this);
    }
}
