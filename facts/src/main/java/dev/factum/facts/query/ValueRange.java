package dev.factum.facts.query;

import dev.factum.facts.value.ValueOrder;
import org.jspecify.annotations.Nullable;

/// Bounds for the value of a pattern, both inclusive, that predicates promise to check exactly.
///
/// @param from the least value that can pass, or null
/// @param to the greatest value that can pass, or null
record ValueRange(@Nullable Object from, @Nullable Object to) {

    static final ValueRange ALL = new ValueRange(null, null);

    boolean isOpen() {
        return from == null && to == null;
    }

    ValueRange atLeast(Object bound) {
        boolean tighter = from == null || ValueOrder.compare(bound, from) > 0;
        return tighter ? new ValueRange(bound, to) : this;
    }

    ValueRange atMost(Object bound) {
        boolean tighter = to == null || ValueOrder.compare(bound, to) < 0;
        return tighter ? new ValueRange(from, bound) : this;
    }

    boolean isAbove(Object value) {
        return to != null && ValueOrder.compare(value, to) > 0;
    }
}
