package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an index holds below a prefix: the facts that agree with it.
public final class PlainIndex {

    private PlainIndex() {}

    /// The facts below a prefix.
    ///
    /// @param parts the order, and what the first columns must be
    /// @throws Refused if there is no such index
    public static List<Fact> datoms(PlainDatabase database, List<?> parts) {
        String order = ((Keyword) Objects.requireNonNull(parts.getFirst())).name();
        return switch (order) {
            case "eavt" -> facts(database, at(parts, 1), at(parts, 2), at(parts, 3));
            case "aevt" -> facts(database, at(parts, 2), at(parts, 1), at(parts, 3));
            case "avet" -> {
                database.byValue(Objects.requireNonNull(at(parts, 1)));
                yield facts(database, at(parts, 3), at(parts, 1), at(parts, 2));
            }
            case "vaet" ->
                    facts(database, at(parts, 3), at(parts, 2), at(parts, 1)).stream()
                            .filter(fact -> database.isReference(fact.a()))
                            .toList();
            default -> throw new Refused("No index " + order);
        };
    }

    private static @Nullable Object at(List<?> parts, int place) {
        return place < parts.size() ? parts.get(place) : null;
    }

    private static List<Fact> facts(
            PlainDatabase database,
            @Nullable Object entity,
            @Nullable Object attribute,
            @Nullable Object value) {
        return database.facts().stream()
                .filter(fact -> entity == null || entity.equals(fact.e()))
                .filter(fact -> attribute == null || attribute.equals(fact.a()))
                .filter(fact -> value == null || value.equals(fact.v()))
                .toList();
    }

    /// The facts of an attribute whose values are from `start` to before `end`; null leaves a side
    /// open.
    public static List<Fact> range(
            PlainDatabase database,
            @Nullable Object attribute,
            @Nullable Object start,
            @Nullable Object end) {
        return database.byValue(Objects.requireNonNull(attribute)).stream()
                .filter(fact -> start == null || Aggregates.compare(fact.v(), start) >= 0)
                .filter(fact -> end == null || Aggregates.compare(fact.v(), end) < 0)
                .toList();
    }
}
