package dev.factum.facts.query;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `(q (quote [:find …]) $ ?x)`: a query as a function of another.
final class NestedQuery {

    private NestedQuery() {}

    /// The answer, or null if there is none, so that the row is dropped.
    static @Nullable Object run(List<? extends @Nullable Object> arguments, QueryEngine engine) {
        Object query = arguments.isEmpty() ? null : arguments.getFirst();
        Object answer = engine.query(query, Calls.rest(arguments));
        boolean isEmpty =
                answer instanceof Collection<?> rows
                        ? rows.isEmpty()
                        : answer instanceof Map<?, ?> map && map.isEmpty();
        return isEmpty ? null : answer;
    }
}
