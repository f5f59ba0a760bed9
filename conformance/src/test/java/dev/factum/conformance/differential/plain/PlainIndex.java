package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /// What a pattern shows along an index: of the entities that have an attribute, by its value,
    /// or of the entities that an attribute refers to.
    public static List<@Nullable Object> pull(PlainDatabase database, Map<?, ?> request) {
        List<?> start = (List<?>) Objects.requireNonNull(request.get(Keyword.of("start")));
        List<?> pattern = (List<?>) Objects.requireNonNull(request.get(Keyword.of("selector")));
        boolean reverse = Boolean.TRUE.equals(request.get(Keyword.of("reverse")));
        Attribute attribute = database.schema().get(start.getFirst());
        List<@Nullable Object> trees = new ArrayList<>();
        if (Keyword.of("avet").equals(request.get(Keyword.of("index")))) {
            if (start.size() < 2 && attribute.many()) {
                throw new Refused("invalid-pull", "Several values: " + attribute.name());
            }
            for (Fact fact : database.byValue(attribute.name())) {
                int order = start.size() < 2 ? 0 : Aggregates.compare(fact.v(), start.get(1));
                if (order == 0 || order < 0 == reverse) {
                    trees.add(PlainPull.pull(database, pattern, fact.e()));
                }
            }
            return trees;
        }
        if (!attribute.isReference() || !attribute.many()) {
            throw new Refused("invalid-pull", "Not several references: " + attribute.name());
        }
        for (Fact fact : facts(database, null, attribute.name(), null)) {
            trees.add(PlainPull.pull(database, pattern, fact.v()));
        }
        return trees;
    }
}
