package dev.factum.conformance.corpus;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The way from one entity to the next: from several places it goes on from each of them, and what
/// is found is united. A tuple is a list, and no places.
///
/// @param <E> the entities
/// @param type their class
/// @param value the value of an entity's attribute, or null
public record EntityPath<E>(Class<E> type, BiFunction<E, Object, @Nullable Object> value) {

    /// What is at the end of the way, or null.
    public @Nullable Object follow(E start, List<?> steps) {
        Object place = start;
        for (Object step : steps) {
            place = next(place, java.util.Objects.requireNonNull(step));
        }
        return place;
    }

    private @Nullable Object next(@Nullable Object place, Object step) {
        if (type.isInstance(place)) {
            return value.apply(type.cast(place), step);
        }
        if (!(place instanceof Set<?> several)) {
            return null;
        }
        Set<Object> united = new LinkedHashSet<>();
        for (Object each : several) {
            Object next = next(each, step);
            if (next instanceof Set<?> more) {
                united.addAll(more);
            } else if (next != null) {
                united.add(next);
            }
        }
        return united;
    }
}
