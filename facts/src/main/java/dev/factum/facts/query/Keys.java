package dev.factum.facts.query;

import dev.factum.facts.value.ValueOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// When two values join: as their canonical forms are equal; null joins with null.
final class Keys {

    private Keys() {}

    static @Nullable Object canonical(@Nullable Object value) {
        return value instanceof Number && !(value instanceof Long)
                ? ValueOrder.canonical(value)
                : value;
    }

    static boolean same(@Nullable Object left, @Nullable Object right) {
        return Objects.equals(canonical(left), canonical(right));
    }

    static int hash(@Nullable Object value) {
        return Objects.hashCode(canonical(value));
    }
}
