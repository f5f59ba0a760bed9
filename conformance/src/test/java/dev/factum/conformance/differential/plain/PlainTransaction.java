package dev.factum.conformance.differential.plain;

import dev.factum.conformance.differential.plain.Statement.Add;
import dev.factum.conformance.differential.plain.Statement.Retract;
import dev.factum.conformance.differential.plain.Statement.RetractAll;
import dev.factum.conformance.differential.plain.Statement.RetractEntity;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What transaction data does to a database, by the book: all that is said holds of the database
/// before, what contradicts itself is refused, what is said already is left out. Not thread-safe.
public final class PlainTransaction {

    private static final Keyword INSTANT = Keyword.of("db/txInstant");

    private final PlainDatabase before;
    private final long tx;
    private final Set<Fact.Content> added = new LinkedHashSet<>();
    private final Set<Fact.Content> retracted = new LinkedHashSet<>();
    private final Set<Fact.Content> ensured = new LinkedHashSet<>();
    private final List<Fact> changes = new ArrayList<>();

    private PlainTransaction(PlainDatabase before) {
        this.before = before;
        this.tx = before.lastTx() + 1;
    }

    /// What came of a transaction.
    ///
    /// @param facts what is new
    /// @param tempids the entities of the tempids that the transaction names
    public record Report(PlainDatabase after, List<Fact> facts, Map<String, Long> tempids) {}

    /// The database after, with all that is new.
    ///
    /// @throws Refused if the data is no transaction on this database
    public static Report apply(PlainDatabase database, List<?> forms) {
        return new PlainTransaction(database.whole()).apply(forms);
    }

    private Report apply(List<?> forms) {
        var reading = new Reading(before, tx);
        List<Statement> statements = reading.read(forms);
        var resolution = new Tempids(before, statements);
        Map<String, Long> ids = resolution.identify();
        statements.forEach(statement -> say(statement, ids));
        requireNoConflict();
        change();
        followComposites();
        requireInstant();
        describeAttributes();
        PlainDatabase after = before.after(changes, resolution.next());
        new Rules(before, after).check(changes);
        new Guards(before, after).check(added, ensured);
        Map<String, Long> named = new HashMap<>(ids);
        named.keySet().removeIf(tempid -> tempid.startsWith(Reading.NAMELESS));
        if (reading.namesTransaction()) {
            named.put("datomic.tx", tx);
        }
        return new Report(Excision.performed(after), changes, named);
    }

    // ---- what is said

    private void say(Statement statement, Map<String, Long> ids) {
        long entity = entity(statement.entity(), ids);
        switch (statement) {
            case Add(_, var attribute, var value) when attribute.name().equals(Guards.ENSURE) ->
                    ensured.add(content(entity, attribute, value, ids));
            case Add(_, var attribute, var value) ->
                    added.add(content(entity, attribute, value, ids));
            case Retract(_, var attribute, var value) ->
                    retracted.add(content(entity, attribute, value, ids));
            case RetractAll(_, var attribute) ->
                    before.values(entity, attribute.name())
                            .forEach(value ->
                                    retracted.add(
                                            new Fact.Content(entity, attribute.name(), value)));
            case RetractEntity _ -> retractEntity(entity, new LinkedHashSet<>());
        }
    }

    private static Fact.Content content(
            long entity, Attribute attribute, Object value, Map<String, Long> ids) {
        return new Fact.Content(
                entity, attribute.name(), attribute.isReference() ? entity(value, ids) : value);
    }

    private static long entity(Object reference, Map<String, Long> ids) {
        if (reference instanceof Long id) {
            return id;
        }
        Long id = ids.get((String) reference);
        if (id == null) {
            throw new Refused("tempid-not-an-entity", "Nothing is said of " + reference);
        }
        return id;
    }

    /// All about it, all that refers to it, and its components.
    private void retractEntity(long entity, Set<Long> seen) {
        if (!seen.add(entity)) {
            return;
        }
        for (Fact fact : before.facts()) {
            Attribute attribute = before.schema().get(fact.a());
            boolean refers = attribute.isReference() && fact.v().equals(entity);
            boolean isRequest = Excision.isRequested(attribute);
            if (!attribute.isComposite() && (fact.e() == entity || (refers && !isRequest))) {
                retracted.add(fact.content());
            }
            if (fact.e() == entity && attribute.component()) {
                retractEntity((Long) fact.v(), seen);
            }
        }
    }

    // ---- what comes of it

    private void requireNoConflict() {
        for (Fact.Content each : added) {
            if (retracted.contains(each)) {
                throw new Refused("datoms-conflict", "Said and taken back: " + each);
            }
        }
        requireOneValue(added);
        requireOneValue(retracted);
    }

    private void requireOneValue(Set<Fact.Content> contents) {
        for (Fact.Content one : contents) {
            for (Fact.Content other : contents) {
                if (one.e() == other.e()
                        && one.a().equals(other.a())
                        && !one.v().equals(other.v())
                        && !before.schema().get(one.a()).many()) {
                    throw new Refused("datoms-conflict", "Two values: " + one + " and " + other);
                }
            }
        }
    }

    private void change() {
        for (Fact.Content each : retracted) {
            if (before.holds(each)) {
                fact(each.e(), each.a(), each.v(), false);
            }
        }
        for (Fact.Content each : added) {
            if (!before.holds(each)) {
                if (!before.schema().get(each.a()).many()) {
                    replace(each);
                }
                fact(each.e(), each.a(), each.v(), true);
            }
        }
    }

    private void replace(Fact.Content content) {
        for (Object old : before.values(content.e(), content.a())) {
            if (!retracted.contains(new Fact.Content(content.e(), content.a(), old))) {
                fact(content.e(), content.a(), old, false);
            }
        }
    }

    private void fact(long entity, Keyword attribute, Object value, boolean isAdded) {
        changes.add(new Fact(entity, attribute, value, tx, isAdded));
    }

    /// A composite is what its parts are, once something was said of one of them.
    private void followComposites() {
        for (Attribute composite : before.schema().all()) {
            if (composite.isComposite()) {
                Set<Long> touched = new LinkedHashSet<>();
                added.forEach(each -> touch(composite, each, touched));
                retracted.forEach(each -> touch(composite, each, touched));
                touched.forEach(entity -> follow(composite, entity));
            }
        }
    }

    private static void touch(Attribute composite, Fact.Content said, Set<Long> touched) {
        if (composite.parts().contains(said.a())) {
            touched.add(said.e());
        }
    }

    private void follow(Attribute composite, long entity) {
        PlainDatabase after = before.after(changes, 0);
        List<Object> parts = new ArrayList<>();
        for (Object part : composite.parts()) {
            List<Object> values = after.values(entity, (Keyword) Objects.requireNonNull(part));
            parts.add(values.isEmpty() ? null : values.getFirst());
        }
        List<Object> old = before.values(entity, composite.name());
        List<Object> now = parts.stream().allMatch(Objects::isNull) ? List.of() : List.of(parts);
        if (!old.equals(now)) {
            old.forEach(value -> fact(entity, composite.name(), value, false));
            now.forEach(value -> fact(entity, composite.name(), value, true));
        }
    }

    // ---- the transaction and the schema

    private void requireInstant() {
        Instant last = before.lastInstant();
        boolean stated = false;
        for (Fact.Content each : added) {
            if (each.a().equals(INSTANT)) {
                Instant given = (Instant) each.v();
                if (each.e() != tx) {
                    throw new Refused("reset-tx-instant", "Of another transaction: " + each);
                }
                if (given.isBefore(last)) {
                    throw new Refused("past-tx-instant", "Before the last one: " + each);
                }
                if (given.isAfter(Instant.now())) {
                    throw new Refused("future-tx-instant", "Later than now: " + each);
                }
                stated = true;
            }
        }
        if (retracted.stream().anyMatch(each -> each.a().equals(INSTANT))) {
            throw new Refused("An instant stays");
        }
        if (!stated) {
            fact(tx, INSTANT, last, true);
        }
    }

    /// The database itself says which attributes are new or changed.
    private void describeAttributes() {
        Set<Long> described = new LinkedHashSet<>();
        for (Fact fact : changes) {
            boolean known = before.schema().isAttribute(fact.e());
            if (fact.a().equals(Keyword.of("db/valueType"))
                    || (known && Schema.describes(fact.a()))) {
                described.add(fact.e());
            }
        }
        for (long attribute : described) {
            boolean known = before.schema().isAttribute(attribute);
            Keyword how = Keyword.of(known ? "db.alter/attribute" : "db.install/attribute");
            fact(0, how, attribute, true);
        }
    }
}
