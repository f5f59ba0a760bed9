package dev.factum.facts.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads bounds for a variable off the comparisons that wait for it.
final class Ranges {

    private Ranges() {}

    static ValueRange of(Variable variable, List<Step> later, Relation relation) {
        ValueRange range = ValueRange.ALL;
        for (Step step : later) {
            if (step instanceof PredicateStep(_, BoundCall call) && call.variables().size() == 2) {
                range = narrowed(range, variable, call, relation);
            }
        }
        return range;
    }

    private static ValueRange narrowed(
            ValueRange range, Variable variable, BoundCall call, Relation relation) {
        if (variable.equals(call.variables().getFirst())) {
            Object bound = known(call, 1, relation);
            return bound == null ? range : narrowed(range, call.name().toString(), bound);
        }
        if (variable.equals(call.variables().getLast())) {
            Object bound = known(call, 0, relation);
            return bound == null ? range : narrowed(range, mirrored(call.name().toString()), bound);
        }
        return range;
    }

    private static @Nullable Object known(BoundCall call, int argument, Relation relation) {
        Variable variable = call.variables().get(argument);
        if (variable == null) {
            return call.arguments().get(argument);
        }
        if (!relation.has(variable)) {
            return null;
        }
        Column column = relation.column(variable);
        return relation.size() == 1 || column instanceof Column.Same ? column.get(0) : null;
    }

    private static String mirrored(String comparison) {
        return switch (comparison) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> comparison;
        };
    }

    private static ValueRange narrowed(ValueRange range, String comparison, Object bound) {
        return switch (comparison) {
            case "<", "<=" -> range.atMost(bound);
            case ">", ">=" -> range.atLeast(bound);
            case "=" -> range.atLeast(bound).atMost(bound);
            default -> range;
        };
    }
}
