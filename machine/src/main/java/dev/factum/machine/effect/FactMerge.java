package dev.factum.machine.effect;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private record Cell(Object entity, Keyword attribute) {}

    private record Assertion(Object entity, Keyword attribute, Object value) {}

    private final boolean sequential;
    private final List<Sourced<Fact>> kept = new ArrayList<>();
    private final Map<Cell, Integer> cells = new HashMap<>();
    private final Map<Cell, List<Integer>> mapsOfCells = new HashMap<>();
    private final Set<Fact> maps = new HashSet<>();
    private final Map<Assertion, Integer> datoms = new HashMap<>();
    private final Map<Object, Integer> changed = new HashMap<>();
    private final Map<Object, Integer> retracted = new HashMap<>();

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
            case Fact.SetValue(var e, var a, var v) -> addToCell(next, e, a, v);
            case Fact.CompareAndSet(var e, var a, _, var v) -> addToCell(next, e, a, v);
            case Fact.Increment(var e, var a, _) -> addToCell(next, e, a, null);
            case Fact.AddValue(var e, var a, var v) -> addDatom(next, assertion(e, a, v));
            case Fact.RetractValue(var e, var a, var v) -> addDatom(next, assertion(e, a, v));
        }
    }

    private static Assertion assertion(Object entity, Keyword attribute, Object value) {
        return new Assertion(canonical(entity), attribute, canonical(value));
    }

    private static Object canonical(Object value) {
        return ValueOrder.canonical(value);
    }

    private void addMap(Sourced<Fact> next, Fact.EntityMap map) {
        if (map.entity() == null) {
            kept.add(next);
            return;
        }
        Object entity = canonical(map.entity());
        refuseBeside(retracted.get(entity), next);
        if (!maps.add(map)) {
            return;
        }
        changed.putIfAbsent(entity, kept.size());
        for (Keyword attribute : map.form().keySet()) {
            Cell cell = new Cell(entity, attribute);
            Integer there = cells.get(cell);
            if (there != null) {
                checkMapBeside(kept.get(there), next, attribute);
            }
            mapsOfCells.computeIfAbsent(cell, _ -> new ArrayList<>()).add(kept.size());
        }
        kept.add(next);
    }

    /// Only a value that is known to be the only one can contradict a map, which does not say how
    /// many values its attributes have.
    private static void checkMapBeside(
            Sourced<Fact> first, Sourced<Fact> second, Keyword attribute) {
        Object left = onlyValue(first.effect(), attribute);
        Object right = onlyValue(second.effect(), attribute);
        if (left == null || right == null || !ValueOrder.same(left, right)) {
            throw Sourced.contradiction("Two values for one attribute", first, second);
        }
    }

    private static @Nullable Object onlyValue(Fact fact, Keyword attribute) {
        return switch (fact) {
            case Fact.SetValue(_, _, var value) -> value;
            case Fact.EntityMap(var form) ->
                    form.get(attribute) instanceof Collection<?> ? null : form.get(attribute);
            default -> null;
        };
    }

    private void addRetraction(Sourced<Fact> next, Object named) {
        Object entity = canonical(named);
        if (retracted.containsKey(entity)) {
            return;
        }
        refuseBeside(changed.get(entity), next);
        retracted.put(entity, kept.size());
        kept.add(next);
    }

    private void refuseBeside(@Nullable Integer there, Sourced<Fact> next) {
        if (there != null) {
            throw Sourced.contradiction(
                    "An entity is changed and retracted at once", kept.get(there), next);
        }
    }

    private void addToCell(
            Sourced<Fact> next, Object named, Keyword attribute, @Nullable Object value) {
        Object entity = canonical(named);
        refuseBeside(retracted.get(entity), next);
        Cell cell = new Cell(entity, attribute);
        for (int map : mapsOfCells.getOrDefault(cell, List.of())) {
            checkMapBeside(kept.get(map), next, attribute);
        }
        Integer there = cells.get(cell);
        if (there != null) {
            replace(there, combined(kept.get(there), next));
            return;
        }
        if (value != null) {
            Integer opposite = datoms.get(assertion(entity, attribute, value));
            if (opposite != null && kept.get(opposite).effect() instanceof Fact.RetractValue) {
                if (!sequential) {
                    throw addedAndRetracted(opposite, next);
                }
                cells.put(cell, opposite);
                replace(opposite, next);
                return;
            }
        }
        cells.put(cell, kept.size());
        append(entity, next);
    }

    private void append(Object entity, Sourced<Fact> next) {
        changed.putIfAbsent(entity, kept.size());
        kept.add(next);
        index(kept.size() - 1);
    }

    private void replace(int position, Sourced<Fact> fact) {
        kept.set(position, fact);
        index(position);
    }

    private void index(int position) {
        if (kept.get(position).effect() instanceof Fact.SetValue(var e, var a, var v)) {
            datoms.put(assertion(e, a, v), position);
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

    private void addDatom(Sourced<Fact> next, Assertion datom) {
        boolean adds = next.effect() instanceof Fact.AddValue;
        if (adds) {
            refuseBeside(retracted.get(datom.entity()), next);
        }
        Integer there = datoms.get(datom);
        if (there == null) {
            datoms.put(datom, kept.size());
            if (adds) {
                changed.putIfAbsent(datom.entity(), kept.size());
            }
            kept.add(next);
            return;
        }
        Fact present = kept.get(there).effect();
        boolean stillThere =
                !(present instanceof Fact.SetValue(_, _, var value))
                        || ValueOrder.same(canonical(value), datom.value());
        if (stillThere && adds == (present instanceof Fact.RetractValue)) {
            if (!sequential || present instanceof Fact.SetValue) {
                throw addedAndRetracted(there, next);
            }
            kept.set(there, next);
        }
    }

    private RuntimeException addedAndRetracted(int there, Sourced<Fact> next) {
        return Sourced.contradiction("The same fact is added and retracted", kept.get(there), next);
    }
}
