package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.edn.Tagged;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Unique;
import dev.factum.facts.schema.ValueType;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Step 3: attributes, entities and values are looked up in the database before, and checked.
final class NameResolution {

    /// The tempid of the transaction itself.
    static final String CURRENT_TRANSACTION = "datomic.tx";

    private static final Symbol TEMPID_TAG = Symbol.of("db/id");

    private final Database before;
    private final long transaction;
    private final Partitions partitions;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Ensured> ensured = new ArrayList<>();
    private boolean namesCurrentTransaction;

    private NameResolution(Database before, long transaction, Partitions partitions) {
        this.before = before;
        this.transaction = transaction;
        this.partitions = partitions;
    }

    /// An entity that is to be checked against a spec.
    record Ensured(EntityRef entity, long spec, Source source) {}

    /// The statements of a transaction, and the entity specs it asks to be checked.
    ///
    /// @param namesCurrentTransaction true if it says something about itself as `"datomic.tx"`
    record Resolved(
            List<Statement> statements, List<Ensured> ensured, boolean namesCurrentTransaction) {}

    static Resolved resolve(Database before, long transaction, MapFlattening.Flat flat) {
        var resolution = new NameResolution(before, transaction, flat.partitions());
        for (TxOp operation : flat.operations()) {
            resolution.resolve(operation);
        }
        return new Resolved(
                resolution.statements, resolution.ensured, resolution.namesCurrentTransaction);
    }

    /// Refuses a tempid where only an entity that exists will do.
    static void refuseTempid(@Nullable Object entity, Source source) {
        boolean tempid =
                entity instanceof EntityRef.Tempid
                        || entity instanceof Tagged
                        || (entity instanceof String text && !text.startsWith(":"))
                        || (entity instanceof Long id && id < 0);
        if (tempid) {
            throw source.error(DbErrorCode.NOT_A_KEYWORD, "A tempid cannot be used here")
                    .with("tempid", entity);
        }
    }

    private void resolve(TxOp operation) {
        Source source = operation.source();
        AttributeDefinition attribute = attribute(operation.attribute(), source);
        EntityRef entity = entity(operation.entity(), source);
        namesCurrentTransaction |= CURRENT_TRANSACTION.equals(operation.entity());
        switch (operation) {
            case TxOp.Add add when attribute.id() == Builtin.ENSURE ->
                    ensure(entity, add.value(), source);
            case TxOp.Add add -> state(entity, attribute, add.value(), true, source);
            case TxOp.Retract retract -> state(entity, attribute, retract.value(), false, source);
            case TxOp.RetractAll _ -> retractAll(entity, attribute, source);
        }
    }

    private AttributeDefinition attribute(Object reference, Source source) {
        AttributeDefinition named =
                reference instanceof Keyword ident ? before.schema().attribute(ident) : null;
        return named == null ? otherwiseNamed(reference, source) : named;
    }

    /// The attribute that is named in another way, if one is.
    private AttributeDefinition otherwiseNamed(Object reference, Source source) {
        if (reference instanceof String text && !text.startsWith(":")) {
            throw source.error(DbErrorCode.NOT_A_KEYWORD, "An attribute is named by a keyword")
                    .with("attribute", reference);
        }
        if (!(reference instanceof Keyword
                || reference instanceof Long
                || reference instanceof String
                || reference instanceof List<?>)) {
            throw source.error(DbErrorCode.NOT_AN_ENTITY, "An attribute is named by a keyword")
                    .with("attribute", reference);
        }
        OptionalLong id = before.entid(reference);
        if (id.isEmpty()) {
            throw source.error(DbErrorCode.NOT_AN_ENTITY, "Unable to resolve entity")
                    .with("entity", reference);
        }
        AttributeDefinition definition = before.schema().attribute(id.getAsLong());
        if (definition == null) {
            throw source.error(DbErrorCode.NOT_AN_ATTRIBUTE, "This entity is not an attribute")
                    .with("entity", reference);
        }
        return definition;
    }

    private void state(
            EntityRef entity,
            AttributeDefinition attribute,
            @Nullable Object value,
            boolean added,
            Source source) {
        if (value == null) {
            throw source.error(DbErrorCode.NIL_VALUE, "Nil is not a legal value")
                    .with("attribute", attribute.label());
        }
        Object resolved =
                switch (attribute.valueType()) {
                    case REF -> target(value, attribute, source);
                    case TUPLE -> tuple(value, attribute, source);
                    default -> ValueCheck.coerce(attribute, value, source);
                };
        statements.add(new Statement(entity, attribute, resolved, added, source));
    }

    private Object target(Object value, AttributeDefinition attribute, Source source) {
        boolean names =
                value instanceof Long
                        || value instanceof Integer
                        || value instanceof String
                        || value instanceof Keyword
                        || value instanceof Entity
                        || value instanceof EntityRef
                        || value instanceof Tagged
                        || value instanceof List<?>;
        if (!names) {
            throw source.error(DbErrorCode.NOT_AN_ENTITY, "Unable to resolve entity")
                    .with("attribute", attribute.label())
                    .with("entity", value);
        }
        if (value instanceof Long id && id >= 0) {
            return new EntityRef.Known(id);
        }
        return entity(value, source);
    }

    private Object tuple(Object value, AttributeDefinition attribute, Source source) {
        List<@Nullable Object> slots = ValueCheck.tuple(attribute, before.schema(), value, source);
        List<@Nullable Object> resolved = new ArrayList<>(slots.size());
        for (int slot = 0; slot < slots.size(); slot++) {
            Object element = slots.get(slot);
            boolean reference =
                    ValueCheck.slotType(attribute, before.schema(), slot) == ValueType.REF;
            resolved.add(
                    element != null && reference ? target(element, attribute, source) : element);
        }
        return Collections.unmodifiableList(resolved);
    }

    private void retractAll(EntityRef entity, AttributeDefinition attribute, Source source) {
        if (entity instanceof EntityRef.Known(long id)) {
            Iterator<Datom> values =
                    before.scan(IndexOrder.EAVT, Prefix.entityAttribute(id, attribute.id()));
            while (values.hasNext()) {
                Object value = values.next().v();
                Object stated = attribute.isRef() ? new EntityRef.Known((Long) value) : value;
                statements.add(new Statement(entity, attribute, stated, false, source));
            }
        }
    }

    private void ensure(EntityRef entity, @Nullable Object specs, Source source) {
        for (Object spec :
                specs instanceof List<?> list && !isLookup(list) ? list : listOf(specs)) {
            OptionalLong id = spec == null ? OptionalLong.empty() : before.entid(spec);
            if (id.isEmpty()) {
                throw source.error(DbErrorCode.NOT_AN_ENTITY, "Unable to resolve entity")
                        .with("entity", spec);
            }
            ensured.add(new Ensured(entity, id.getAsLong(), source));
        }
    }

    private boolean isLookup(List<?> list) {
        AttributeDefinition known =
                list.size() == 2 && list.getFirst() instanceof Keyword name
                        ? before.schema().attribute(name)
                        : null;
        return known != null && known.unique() != null;
    }

    private static List<?> listOf(@Nullable Object single) {
        return Collections.singletonList(single);
    }

    private EntityRef entity(Object reference, Source source) {
        return switch (reference) {
            case EntityRef known -> known;
            case Tagged tagged when tagged.tag().equals(TEMPID_TAG) -> tagged(tagged, source);
            case String text when text.equals(CURRENT_TRANSACTION) ->
                    new EntityRef.Known(transaction);
            case String text when !text.startsWith(":") -> new EntityRef.Tempid(text);
            case Integer id -> entity((long) id, source);
            case Long id when id < 0 -> new EntityRef.Tempid(id);
            case Long id -> new EntityRef.Known(allocated(id, source));
            case List<?> lookup -> new EntityRef.Known(lookedUp(lookup, source));
            case Keyword _, String _, Entity _ -> new EntityRef.Known(existing(reference, source));
            default ->
                    throw source.error(
                                    DbErrorCode.NOT_AN_ENTITY,
                                    "An entity is named by an id, an ident, a lookup ref or a tempid")
                            .with("given", reference);
        };
    }

    private long existing(Object reference, Source source) {
        OptionalLong id = before.entid(reference);
        if (id.isEmpty()) {
            throw source.error(DbErrorCode.NOT_AN_ENTITY, "Unable to resolve entity")
                    .with("entity", reference);
        }
        return id.getAsLong();
    }

    private long lookedUp(List<?> lookup, Source source) {
        if (lookup.size() != 2) {
            throw source.error(
                            DbErrorCode.INVALID_LOOKUP_REF,
                            "A lookup ref has a unique attribute and a value")
                    .with("given", lookup);
        }
        AttributeDefinition attribute =
                attribute(Objects.requireNonNullElse(lookup.getFirst(), ""), source);
        if (attribute.unique() == null) {
            throw source.error(
                            DbErrorCode.LOOKUP_REF_ATTR_NOT_UNIQUE,
                            "A lookup ref needs an attribute with unique values")
                    .with("attribute", attribute.label());
        }
        return existing(lookup, source);
    }

    /// An id is legal if it could have been given out: its sequence is below the next one.
    private long allocated(long id, Source source) {
        long sequence = EntityId.sequence(id);
        long partition = EntityId.partition(id);
        boolean known =
                partition == EntityId.TX_PARTITION
                        ? sequence <= EntityId.sequence(transaction)
                        : sequence < before.state().nextEntity()
                                || (partition == EntityId.DB_PARTITION
                                        && sequence < before.state().nextSystemEntity());
        if (!known) {
            throw source.error(DbErrorCode.INVALID_ENTITY_ID, "This entity id was never given out")
                    .with("entity", id);
        }
        return id;
    }

    /// `#db/id [:partition]` or `#db/id [:partition -n]`
    private EntityRef tagged(Tagged tagged, Source source) {
        if (!(tagged.value() instanceof List<?> parts) || parts.isEmpty() || parts.size() > 2) {
            throw source.error(
                    DbErrorCode.INVALID_TX_DATA, "A tempid literal is #db/id [partition number?]");
        }
        long partition = partitions.partition(parts.getFirst());
        if (partition == EntityId.TX_PARTITION) {
            return new EntityRef.Known(transaction);
        }
        Object key = parts.size() == 2 && parts.getLast() instanceof Long number ? number : tagged;
        partitions.put(key, partition);
        return new EntityRef.Tempid(key);
    }

    /// True if asserting this attribute can say which entity a tempid is.
    static boolean identifies(AttributeDefinition attribute) {
        return attribute.unique() == Unique.IDENTITY;
    }
}
