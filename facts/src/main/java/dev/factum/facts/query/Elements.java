package dev.factum.facts.query;

import dev.factum.facts.datom.Datom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What counts as a collection in queries: Java collections, arrays of objects, maps (of their
/// entries), map entries and datoms.
final class Elements {

    private Elements() {}

    /// The elements in order, or null if the value is no collection.
    static @Nullable List<@Nullable Object> of(Object value) {
        return switch (value) {
            case List<?> list -> Collections.unmodifiableList(list);
            case Collection<?> collection -> new ArrayList<>(collection);
            case Object[] array -> Collections.unmodifiableList(Arrays.asList(array));
            case Map<?, ?> map -> new ArrayList<>(map.entrySet());
            case Map.Entry<?, ?> entry -> Arrays.asList(entry.getKey(), entry.getValue());
            case Datom(long e, long a, Object v, long tx, boolean added) ->
                    List.of(e, a, v, tx, added);
            default -> null;
        };
    }
}
