package dev.factum.conformance.differential.plain;

import dev.factum.conformance.differential.plain.Statement.Add;
import dev.factum.conformance.differential.plain.Statement.Retract;
import dev.factum.conformance.differential.plain.Statement.RetractAll;
import dev.factum.conformance.differential.plain.Statement.RetractEntity;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads transaction data: maps and lists become statements, names become entities of the database
/// before. Not thread-safe.
final class Reading {

    /// What the texts of tempids begin with that nobody wrote.
    static final String NAMELESS = "nameless ";

    private static final Keyword ID = Keyword.of("db/id");
    private static final Keyword PARTITION = Keyword.of("db/force-partition");

    private final PlainDatabase before;
    private final long tx;
    private final List<Statement> statements = new ArrayList<>();
    private int nameless;

    /// True if `"datomic.tx"` was used.
    private boolean namesTransaction;

    Reading(PlainDatabase before, long tx) {
        this.before = before;
        this.tx = tx;
    }

    List<Statement> read(List<?> forms) {
        forms.forEach(this::form);
        return statements;
    }

    private void form(@Nullable Object form) {
        switch (form) {
            case Map<?, ?> map when map.containsKey(PARTITION) -> {
                // where an entity is does not show
            }
            case Map<?, ?> map -> map(map);
            case List<?> call when call.getFirst() instanceof Symbol ->
                    Functions.call(before, call).forEach(this::form);
            case List<?> list -> list(list);
            case null, default ->
                    throw new Refused("not-transaction-data", "No transaction data: " + form);
        }
    }

    boolean namesTransaction() {
        return namesTransaction;
    }

    // ---- lists

    private void list(List<?> list) {
        if (!(list.getFirst() instanceof Keyword operation)) {
            throw new Refused("not-a-data-function", "No operation: " + list);
        }
        switch (operation.toString() + " " + list.size()) {
            case ":db/add 4" -> {
                Attribute attribute = attribute(list.get(2));
                add(entity(list.get(1)), attribute, value(attribute, list.get(3)));
            }
            case ":db/retract 4" -> {
                Attribute attribute = attribute(list.get(2));
                Object value = value(attribute, list.get(3));
                statements.add(new Retract(entity(list.get(1)), attribute, value));
            }
            case ":db/retract 3" ->
                    statements.add(new RetractAll(entity(list.get(1)), attribute(list.get(2))));
            case ":db/retractEntity 2", ":db.fn/retractEntity 2" -> {
                Long entity = before.entity(list.get(1));
                if (entity != null) {
                    statements.add(new RetractEntity(entity));
                }
            }
            case ":db/cas 5", ":db.fn/cas 5" -> swap(list);
            default -> throw new Refused("No operation: " + list);
        }
    }

    /// A comparison that holds is an assertion.
    private void swap(List<?> list) {
        long entity = before.entityOrRefuse(list.get(1));
        Attribute attribute = attribute(list.get(2));
        List<Object> present = before.values(entity, attribute.name());
        List<Object> expected =
                list.get(3) == null ? List.of() : List.of(value(attribute, list.get(3)));
        if (attribute.many()) {
            throw new Refused("invalid-cas-many", "Several values: " + list);
        }
        if (!present.equals(expected)) {
            throw new Refused("cas-failed", "Not so: " + list);
        }
        add(entity, attribute, value(attribute, list.get(4)));
    }

    private void add(Object entity, Attribute attribute, Object value) {
        if (attribute.isComposite()) {
            throw new Refused("Derived: " + attribute.name());
        }
        statements.add(new Add(entity, attribute, value));
    }

    // ---- maps

    /// @return the entity that the map is about
    private Object map(Map<?, ?> map) {
        Object entity =
                map.containsKey(ID) ? entity(map.get(ID)) : (Object) (NAMELESS + nameless++);
        map.forEach((key, form) -> {
            if (!ID.equals(key)) {
                entry(entity, key, form);
            }
        });
        return entity;
    }

    private void entry(Object entity, @Nullable Object key, @Nullable Object form) {
        Keyword name = keyword(key);
        if (before.schema().find(name) == null && name.name().startsWith("_")) {
            Attribute attribute =
                    attribute(new Keyword(name.namespace(), name.name().substring(1)));
            if (!attribute.isReference()) {
                throw new Refused("No reference: " + name);
            }
            add(entity(form), attribute, entity);
            return;
        }
        Attribute attribute = attribute(name);
        if (attribute.many() && form instanceof Collection<?> several) {
            several.forEach(each -> add(entity, attribute, nested(attribute, each)));
        } else {
            add(entity, attribute, nested(attribute, form));
        }
    }

    private Object nested(Attribute attribute, @Nullable Object form) {
        if (!attribute.isReference() || !(form instanceof Map<?, ?> map)) {
            return value(attribute, form);
        }
        if (!attribute.component() && !map.containsKey(ID) && !hasIdentity(map)) {
            throw new Refused("invalid-nested-entity", "Nothing says who this is: " + map);
        }
        return map(map);
    }

    private boolean hasIdentity(Map<?, ?> map) {
        return map.keySet().stream()
                .map(before.schema()::find)
                .anyMatch(attribute -> attribute != null && attribute.isIdentity());
    }

    // ---- names and values

    private static Keyword keyword(@Nullable Object form) {
        return switch (form) {
            case Keyword name -> name;
            case String text when text.startsWith(":") -> Keyword.of(text.substring(1));
            case null, default -> throw new Refused("No name: " + form);
        };
    }

    private Attribute attribute(@Nullable Object form) {
        return before.schema().get(keyword(form));
    }

    private Object entity(@Nullable Object form) {
        if ("datomic.tx".equals(form)) {
            namesTransaction = true;
            return tx;
        }
        return form instanceof String tempid ? tempid : (Object) before.entityOrRefuse(form);
    }

    private Object value(Attribute attribute, @Nullable Object form) {
        if (attribute.isReference()) {
            return entity(form);
        }
        boolean fits =
                switch (attribute.type()) {
                    case "string" -> form instanceof String;
                    case "long" -> form instanceof Long;
                    case "boolean" -> form instanceof Boolean;
                    case "keyword" -> form instanceof Keyword;
                    case "instant" -> form instanceof Instant;
                    case "double" -> form instanceof Double;
                    case "bigint" -> form instanceof BigInteger;
                    case "bigdec" -> form instanceof BigDecimal;
                    case "uuid" -> form instanceof UUID;
                    case "uri" -> form instanceof URI;
                    case "symbol" -> form instanceof Symbol;
                    case "float" -> form instanceof Float;
                    case "bytes" -> form instanceof Bytes;
                    default -> form instanceof List<?> && !(form instanceof EdnList);
                };
        if (form == null) {
            throw new Refused("nil-value", "Nothing is said");
        }
        if (!fits) {
            boolean isTuple = attribute.type().equals("tuple");
            throw new Refused(
                    isTuple ? "invalid-tuple-value" : "wrong-type-for-attribute",
                    "No " + attribute.type() + ": " + form);
        }
        return form instanceof List<?> tuple ? tuple(attribute, tuple) : form;
    }

    private static Object tuple(Attribute attribute, List<?> elements) {
        if (!attribute.slots().isEmpty() && elements.size() != attribute.slots().size()) {
            throw new Refused(
                    "invalid-tuple-value",
                    "Not as many as " + attribute.name() + " has: " + elements);
        }
        return elements;
    }
}
