package dev.factum.machine.effect;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts facts together, one after the other, so that no two of them contradict each other.
///
/// | facts | merged (same database) | folded (one after the other) |
/// |---|---|---|
/// | two values of a one-valued attribute | equal: one; else conflict | the later |
/// | the same datom added twice | one | one |
/// | the same datom of a many-valued attribute added and retracted | conflict | the later |
/// | a value set and retracted | conflict | conflict; retracted and set: the later |
/// | increments | their sum | their sum |
/// | a value and an increment | conflict | the value, incremented |
/// | compare-and-set, entity retracted | equal: one; beside another change: conflict | the same |
/// | calls, maps of new entities | all, in order | all, in order |
///
/// Entities are compared as they are written: a lookup ref and the id behind it are two; the
/// database finds what this lets through.
final class FactMerge {

    private record Assertion(Cell cell, Object value) {}

    private final boolean sequential;
    private final List<Sourced<Fact>> kept = new ArrayList<>();
    private final EntityMaps maps = new EntityMaps();
    private final Map<Cell, Integer> cells = new HashMap<>();
    private final Map<Assertion, Integer> datoms = new HashMap<>();
    private final Map<Cell, Integer> emptied = new HashMap<>();
    private final Map<Object, Integer> changed = new HashMap<>();
    private final Map<Object, Integer> retracted = new HashMap<>();

    /// @param sequential true if later facts were decided knowing the earlier ones
    FactMerge(boolean sequential) {
        this.sequential = sequential;
    }

    List<Sourced<Fact>> result() {
        return List.copyOf(kept);
    }

    void add(Sourced<Fact> next) {
        switch (next.effect()) {
            case Fact.Call _ -> kept.add(next);
            case Fact.EntityMap map -> addMap(next, map);
            case Fact.RetractEntity(var entity) -> addRetraction(next, entity);
            case Fact.SetValue(var e, var a, var v) -> addToCell(next, Cell.of(e, a), v);
            case Fact.CompareAndSet(var e, var a, _, var v) -> addToCell(next, Cell.of(e, a), v);
            case Fact.Increment(var e, var a, _) -> addToCell(next, Cell.of(e, a), null);
            case Fact.AddValue(var e, var a, var v) -> addDatom(next, assertion(e, a, v));
            case Fact.RetractValue(var e, var a, var v) -> addDatom(next, assertion(e, a, v));
        }
    }

    private static Assertion assertion(Object entity, Keyword attribute, Object value) {
        return new Assertion(Cell.of(entity, attribute), ValueOrder.canonical(value));
    }

    // ---- whole entities

    private void addMap(Sourced<Fact> next, Fact.EntityMap map) {
        if (map.entity() == null) {
            kept.add(next);
            return;
        }
        Object entity = ValueOrder.canonical(map.entity());
        refuseBeside(retracted.get(entity), next);
        if (maps.add(next, map, entity)) {
            map.form().keySet().forEach(attribute -> checkMap(next, map, attribute, entity));
            changed.putIfAbsent(entity, kept.size());
            kept.add(next);
        }
    }

    private void checkMap(
            Sourced<Fact> next, Fact.EntityMap map, Keyword attribute, Object entity) {
        Cell cell = Cell.of(entity, attribute);
        Integer there = cells.get(cell);
        if (there != null) {
            EntityMaps.refuseUnlessSame(kept.get(there), next, attribute);
        }
        for (Object value : EntityMaps.values(map, attribute)) {
            Integer stated = datoms.get(assertion(entity, attribute, value));
            if (stated != null && kept.get(stated).effect() instanceof Fact.RetractValue) {
                throw addedAndRetracted(stated, next);
            }
        }
    }

    private void addRetraction(Sourced<Fact> next, Object named) {
        Object entity = ValueOrder.canonical(named);
        if (!retracted.containsKey(entity)) {
            refuseBeside(changed.get(entity), next);
            retracted.put(entity, kept.size());
            kept.add(next);
        }
    }

    private void refuseBeside(@Nullable Integer there, Sourced<Fact> next) {
        if (there != null) {
            throw Sourced.contradiction(
                    "An entity is changed and retracted at once", kept.get(there), next);
        }
    }

    // ---- the one value of an attribute

    private void addToCell(Sourced<Fact> next, Cell cell, @Nullable Object value) {
        refuseBeside(retracted.get(cell.entity()), next);
        maps.refuseBesideValue(cell, next);
        boolean needsValue = !(next.effect() instanceof Fact.SetValue);
        if (sequential && needsValue && emptied.containsKey(cell)) {
            throw changedAfterRetraction(emptied.get(cell), next);
        }
        Integer there = cells.get(cell);
        if (there == null && value != null) {
            there = opposite(next, assertion(cell.entity(), cell.attribute(), value));
        } else if (there != null) {
            next = combined(kept.get(there), next);
        }
        int position = there == null ? kept.size() : there;
        if (there == null) {
            kept.add(next);
        } else {
            kept.set(position, next);
        }
        changed.putIfAbsent(cell.entity(), position);
        cells.put(cell, position);
        index(position);
    }

    /// Where the same value was retracted, for a later step to take its place.
    private @Nullable Integer opposite(Sourced<Fact> next, Assertion datom) {
        Integer there = datoms.get(datom);
        if (there == null || !(kept.get(there).effect() instanceof Fact.RetractValue)) {
            return null;
        }
        if (!sequential) {
            throw addedAndRetracted(there, next);
        }
        return there;
    }

    private void index(int position) {
        switch (kept.get(position).effect()) {
            case Fact.SetValue(var e, var a, var v) -> datoms.put(assertion(e, a, v), position);
            case Fact.CompareAndSet(var e, var a, _, var v) ->
                    datoms.put(assertion(e, a, v), position);
            case Fact.Increment _,
                    Fact.AddValue _,
                    Fact.RetractValue _,
                    Fact.RetractEntity _,
                    Fact.EntityMap _,
                    Fact.Call _ -> {}
        }
    }

    /// What stands where two changes of one cell meet.
    private Sourced<Fact> combined(Sourced<Fact> first, Sourced<Fact> second) {
        Fact left = first.effect();
        Fact right = second.effect();
        if (left instanceof Fact.Increment(var e, var a, var by)
                && right instanceof Fact.Increment(_, _, var more)) {
            return new Sourced<>(new Fact.Increment(e, a, Math.addExact(by, more)), first.source());
        }
        if (same(left, right)) {
            return first;
        }
        if (sequential && right instanceof Fact.SetValue && !(left instanceof Fact.CompareAndSet)) {
            return second;
        }
        if (sequential
                && left instanceof Fact.SetValue(var e, var a, Long value)
                && right instanceof Fact.Increment(_, _, var by)) {
            return new Sourced<>(
                    new Fact.SetValue(e, a, Math.addExact(value, by)), second.source());
        }
        throw Sourced.contradiction("Two values for one attribute", first, second);
    }

    private static boolean same(Fact left, Fact right) {
        if (left instanceof Fact.SetValue(_, _, var value)
                && right instanceof Fact.SetValue(_, _, var other)) {
            return ValueOrder.same(value, other);
        }
        return left.equals(right);
    }

    // ---- one of many values

    private void addDatom(Sourced<Fact> next, Assertion datom) {
        boolean adds = next.effect() instanceof Fact.AddValue;
        if (adds) {
            refuseBeside(retracted.get(datom.cell().entity()), next);
        } else {
            maps.refuseBesideRetraction(datom.cell(), datom.value(), next);
            refuseAfterIncrement(datom.cell(), next);
            emptied.putIfAbsent(datom.cell(), kept.size());
        }
        int position = datoms.computeIfAbsent(datom, _ -> kept.size());
        if (position < kept.size()) {
            meet(position, next, datom.value());
        } else {
            kept.add(next);
        }
        if (adds) {
            changed.putIfAbsent(datom.cell().entity(), position);
        }
    }

    /// What an increment comes to is known only at the writer, so what it leaves cannot be
    /// retracted.
    private void refuseAfterIncrement(Cell cell, Sourced<Fact> retraction) {
        Integer there = sequential ? cells.get(cell) : null;
        if (there != null && kept.get(there).effect() instanceof Fact.Increment) {
            throw changedAfterRetraction(there, retraction);
        }
    }

    /// The same datom again: added or retracted as before, or the other way round. A value that was
    /// replaced since it was noted is not there any more.
    private void meet(int there, Sourced<Fact> next, Object value) {
        Fact present = kept.get(there).effect();
        boolean isReplaced =
                present instanceof Fact.SetValue(_, _, var now) && !ValueOrder.same(now, value);
        boolean adds = next.effect() instanceof Fact.AddValue;
        if (!isReplaced && adds == (present instanceof Fact.RetractValue)) {
            boolean isOneOfMany =
                    present instanceof Fact.AddValue || present instanceof Fact.RetractValue;
            if (!sequential || !isOneOfMany) {
                throw addedAndRetracted(there, next);
            }
            kept.set(there, next);
        }
    }

    private FactumError addedAndRetracted(int there, Sourced<Fact> next) {
        return Sourced.contradiction("The same fact is added and retracted", kept.get(there), next);
    }

    private FactumError changedAfterRetraction(int there, Sourced<Fact> next) {
        return Sourced.contradiction(
                "A value is retracted and counted on; set it instead", kept.get(there), next);
    }
}
