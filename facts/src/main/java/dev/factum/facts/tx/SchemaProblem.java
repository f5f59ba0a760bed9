package dev.factum.facts.tx;

import dev.factum.facts.schema.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with an attribute, as the data of an error tells it.
final class SchemaProblem {

    private SchemaProblem() {}

    /// @param code without `:db.error`
    /// @param key what `value` is
    static Map<String, Object> of(String code, String key, @Nullable Object value) {
        return Map.of("db/error", ":db.error/" + code, key, value == null ? "nil" : value);
    }

    /// How to show a value of a schema attribute: the name of an entity, not its id.
    static Object label(Schema before, @Nullable Object value) {
        return value instanceof Long id ? before.label(id) : value == null ? "nil" : value;
    }
}
