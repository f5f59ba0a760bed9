package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The predicates and functions of queries.
record Calls(Map<Symbol, @Nullable Object> sources) {

    /// What the call gives for this row, or null.
    @Nullable Object apply(List<?> call, Row row) {
        List<@Nullable Object> args = new ArrayList<>();
        for (Object term : Forms.rest(call)) {
            args.add(Forms.isSource(term) ? sources.get((Symbol) term) : row.value(term));
        }
        String name = Forms.name(call);
        return switch (name) {
            case "<" -> compare(args) < 0;
            case "<=" -> compare(args) <= 0;
            case ">" -> compare(args) > 0;
            case ">=" -> compare(args) >= 0;
            case "=" -> Objects.equals(args.get(0), args.get(1));
            case "!=", "not=" -> !Objects.equals(args.get(0), args.get(1));
            case "+" -> Math.addExact(number(args, 0), number(args, 1));
            case "-" -> Math.subtractExact(number(args, 0), number(args, 1));
            case "*" -> Math.multiplyExact(number(args, 0), number(args, 1));
            case "ground", "untuple" -> args.getFirst();
            case "tuple" -> args;
            case "missing?" -> values(args).isEmpty();
            case "get-else" -> orElse(args);
            default -> throw new Refused("No function " + name);
        };
    }

    @SuppressWarnings("unchecked") // what cannot be compared is a mistake of the query
    private static int compare(List<@Nullable Object> args) {
        try {
            return ((Comparable<Object>) Objects.requireNonNull(args.get(0)))
                    .compareTo(Objects.requireNonNull(args.get(1)));
        } catch (ClassCastException | NullPointerException _) {
            throw new Refused("Not to be compared: " + args);
        }
    }

    private static long number(List<@Nullable Object> args, int place) {
        if (args.get(place) instanceof Long number) {
            return number;
        }
        throw new Refused("No number: " + args.get(place));
    }

    /// The values of an entity's attribute, from a source, an entity and an attribute.
    private static List<Object> values(List<@Nullable Object> args) {
        if (!(args.getFirst() instanceof PlainDatabase database)) {
            throw new Refused("No database: " + args.getFirst());
        }
        Attribute attribute = database.schema().get(args.get(2));
        return database.values(database.entityOrRefuse(args.get(1)), attribute.name());
    }

    private static @Nullable Object orElse(List<@Nullable Object> args) {
        List<Object> values = values(args);
        PlainDatabase database = (PlainDatabase) Objects.requireNonNull(args.getFirst());
        if (database.schema().get((Keyword) args.get(2)).many()) {
            throw new Refused("Many values: " + args.get(2));
        }
        return values.isEmpty() ? args.get(3) : Collections.min(values, Aggregates::compare);
    }
}
