package dev.factum.machine.effect;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The map forms about known entities that have been put together so far.
///
/// A map does not say how many values its attributes have, so two maps never contradict each other
/// here; a map and a value that is known to be the only one can.
final class EntityMaps {

    private final Set<Fact> known = new HashSet<>();
    private final Map<Cell, List<Sourced<Fact>>> byCell = new HashMap<>();

    /// Takes a map in; false if an equal one is there.
    boolean add(Sourced<Fact> sourced, Fact.EntityMap map, Object entity) {
        if (!known.add(map)) {
            return false;
        }
        for (Keyword attribute : map.form().keySet()) {
            byCell.computeIfAbsent(Cell.of(entity, attribute), _ -> new ArrayList<>()).add(sourced);
        }
        return true;
    }

    /// Refuses a change of a cell that some map gives another value.
    void refuseBesideValue(Cell cell, Sourced<Fact> next) {
        for (Sourced<Fact> map : byCell.getOrDefault(cell, List.of())) {
            refuseUnlessSame(map, next, cell.attribute());
        }
    }

    static void refuseUnlessSame(Sourced<Fact> first, Sourced<Fact> second, Keyword attribute) {
        Object left = onlyValue(first.effect(), attribute);
        Object right = onlyValue(second.effect(), attribute);
        if (left == null || right == null || !ValueOrder.same(left, right)) {
            throw Sourced.contradiction("Two values for one attribute", first, second);
        }
    }

    /// Refuses to retract a value that some map states.
    void refuseBesideRetraction(Cell cell, Object value, Sourced<Fact> retraction) {
        for (Sourced<Fact> sourced : byCell.getOrDefault(cell, List.of())) {
            if (sourced.effect() instanceof Fact.EntityMap map
                    && values(map, cell.attribute()).stream()
                            .anyMatch(stated -> ValueOrder.same(stated, value))) {
                throw Sourced.contradiction(
                        "The same fact is added and retracted", sourced, retraction);
            }
        }
    }

    static Collection<?> values(Fact.EntityMap map, Keyword attribute) {
        Object value = map.form().get(attribute);
        return value instanceof Collection<?> many ? many : List.of(Objects.requireNonNull(value));
    }

    private static @Nullable Object onlyValue(Fact fact, Keyword attribute) {
        return switch (fact) {
            case Fact.SetValue(_, _, var value) -> value;
            case Fact.EntityMap(var form) ->
                    form.get(attribute) instanceof Collection<?> ? null : form.get(attribute);
            default -> null;
        };
    }
}
