package dev.factum.machine.effect;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Effects decided one after the other, and the database as each of them leaves it.
///
/// Entities that only an earlier step makes have ids here that they will not have after the commit.
/// Facts of later steps that use such an id get a tempid instead. Belongs to one fold.
final class Folding {

    private final long firstNewEntity;
    private final List<Effects> steps = new ArrayList<>();
    private final Map<Long, String> tempids = new HashMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<Long, Fact> nameless = new HashMap<>();
    private final IdentityHashMap<Fact, String> named = new IdentityHashMap<>();
    private Database database;
    private int serial;

    Folding(Database database) {
        this.database = database;
        this.firstNewEntity = database.state().nextEntity();
    }

    /// The database with the facts of all steps so far.
    Database database() {
        return database;
    }

    void step(Effects effects) {
        Effects grounded = withFacts(effects, fact -> replaced(fact, this::grounded));
        steps.add(grounded);
        if (grounded.sourcedFacts().isEmpty()) {
            return;
        }
        var txData = new ArrayList<Object>();
        Map<String, Fact> names = new LinkedHashMap<>();
        for (Sourced<Fact> sourced : grounded.sourcedFacts()) {
            Fact fact = replaced(sourced.effect(), this::speculative);
            if (fact instanceof Fact.EntityMap map && map.entity() == null) {
                String name = "fold-" + serial++;
                names.put(name, sourced.effect());
                fact = map.with(FactForms.DB_ID, name);
            }
            txData.add(fact.form(database));
        }
        remember(database.with(txData), names);
    }

    /// The effects of all steps as one transaction.
    Effects result() {
        List<Effects> renamed = steps.stream().map(step -> withFacts(step, this::named)).toList();
        return Merging.of(renamed, true);
    }

    private void remember(TxReport report, Map<String, Fact> names) {
        database = report.dbAfter();
        report.tempids()
                .forEach((tempid, id) -> {
                    if (tempid instanceof String name) {
                        remember(name, id, names.get(name));
                    }
                });
    }

    private void remember(String tempid, long id, @Nullable Fact maker) {
        ids.put(tempid, id);
        if (isNew(id)) {
            tempids.putIfAbsent(id, tempid);
            if (maker != null) {
                nameless.put(id, maker);
            }
        }
    }

    private boolean isNew(long id) {
        return EntityId.partition(id) >= EntityId.USER_PARTITION
                && EntityId.sequence(id) >= firstNewEntity;
    }

    /// The tempid for an id that exists only here.
    private Object grounded(Object entity) {
        if (!(entity instanceof Long id) || !isNew(id)) {
            return entity;
        }
        String tempid = tempids.get(id);
        if (tempid == null) {
            throw FactumError.of(
                            MachineErrorCode.SPECULATIVE_ENTITY,
                            "A fact refers to a part that an earlier step makes; give that part a"
                                    + " tempid")
                    .with("entity", id);
        }
        Fact maker = nameless.get(id);
        if (maker != null) {
            named.put(maker, tempid);
        }
        return tempid;
    }

    /// The id that a tempid of an earlier step has here.
    private Object speculative(Object entity) {
        Long id = entity instanceof String tempid ? ids.get(tempid) : null;
        return id == null ? entity : id;
    }

    private Fact named(Fact fact) {
        String tempid = named.get(fact);
        return tempid != null && fact instanceof Fact.EntityMap map
                ? map.with(FactForms.DB_ID, tempid)
                : fact;
    }

    private static Effects withFacts(Effects effects, UnaryOperator<Fact> change) {
        return new Effects(
                effects.sourcedFacts().stream()
                        .map(each -> new Sourced<>(change.apply(each.effect()), each.source()))
                        .toList(),
                effects.sourcedRequests(),
                effects.sourcedMessages(),
                effects.sourcedTimers(),
                effects.compensated(),
                effects.sourcedReply());
    }

    /// A fact that names entities differently.
    private Fact replaced(Fact fact, UnaryOperator<Object> naming) {
        return switch (fact) {
            case Fact.SetValue(var e, var a, var v) ->
                    new Fact.SetValue(naming.apply(e), a, value(a, v, naming));
            case Fact.AddValue(var e, var a, var v) ->
                    new Fact.AddValue(naming.apply(e), a, value(a, v, naming));
            case Fact.RetractValue(var e, var a, var v) ->
                    new Fact.RetractValue(naming.apply(e), a, value(a, v, naming));
            case Fact.RetractEntity(var e) -> new Fact.RetractEntity(naming.apply(e));
            case Fact.CompareAndSet(var e, var a, var old, var v) ->
                    new Fact.CompareAndSet(naming.apply(e), a, old, value(a, v, naming));
            case Fact.Increment(var e, var a, var by) -> new Fact.Increment(naming.apply(e), a, by);
            case Fact.EntityMap map -> replacedMap(map, naming);
            case Fact.Call call -> call;
        };
    }

    private Fact replacedMap(Fact.EntityMap map, UnaryOperator<Object> naming) {
        var form = new LinkedHashMap<Keyword, Object>();
        map.form().forEach((name, value) -> form.put(name, value(name, value, naming)));
        return form.equals(map.form()) ? map : new Fact.EntityMap(form);
    }

    private Object value(Keyword attribute, Object value, UnaryOperator<Object> naming) {
        if (attribute.equals(FactForms.DB_ID)) {
            return naming.apply(value);
        }
        AttributeDefinition definition = database.schema().attribute(attribute);
        if (definition == null || !definition.isRef()) {
            return value;
        }
        return value instanceof Collection<?> many && !isLookup(many)
                ? values(many, naming)
                : naming.apply(value);
    }

    private static boolean isLookup(Collection<?> value) {
        return value instanceof List<?> list
                && list.size() == 2
                && list.getFirst() instanceof Keyword;
    }

    private static Object values(Collection<?> values, UnaryOperator<Object> naming) {
        var renamed = new ArrayList<Object>(values.size());
        for (Object value : values) {
            renamed.add(naming.apply(Objects.requireNonNull(value)));
        }
        return renamed.equals(new ArrayList<Object>(values)) ? values : renamed;
    }
}
