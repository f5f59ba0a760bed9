package dev.factum.facts.query;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Questions about the kind of a value.
final class Kinds {

    private static final Map<String, Predicate<@Nullable Object>> ALL =
            Map.ofEntries(
                    kind("string?", String.class::isInstance),
                    kind("number?", Number.class::isInstance),
                    kind("boolean?", Boolean.class::isInstance),
                    kind("keyword?", Keyword.class::isInstance),
                    kind("symbol?", Symbol.class::isInstance),
                    kind("uuid?", UUID.class::isInstance),
                    kind("inst?", Instant.class::isInstance),
                    kind("int?", value -> value instanceof Long || value instanceof Integer),
                    kind("integer?", Kinds::isInteger),
                    kind("float?", value -> value instanceof Double || value instanceof Float),
                    kind("double?", Double.class::isInstance),
                    kind("decimal?", BigDecimal.class::isInstance),
                    kind("vector?", List.class::isInstance),
                    kind("map?", Map.class::isInstance),
                    kind("set?", Set.class::isInstance),
                    kind("coll?", Kinds::isCollection));

    private Kinds() {}

    static Map<String, Predicate<@Nullable Object>> all() {
        return ALL;
    }

    private static Map.Entry<String, Predicate<@Nullable Object>> kind(
            String name, Predicate<@Nullable Object> test) {
        return Map.entry(name, test);
    }

    private static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof BigInteger;
    }

    private static boolean isCollection(@Nullable Object value) {
        return value instanceof Collection<?> || value instanceof Map<?, ?>;
    }
}
