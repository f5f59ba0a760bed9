package dev.factum.facts.query;

import dev.factum.facts.value.Symbol;
import org.jspecify.annotations.Nullable;

/// The built-in comparisons of whole numbers with each other, column by column: what
/// [FunctionTable] answers for two longs, without making objects of them.
final class LongComparison {

    private LongComparison() {}

    /// Keeps of `rows`, which are all rows of the relation, those for which the call is true.
    ///
    /// @return how many there are, or -1 if the call compares something else
    static int narrow(BoundCall call, Relation relation, int[] rows) {
        if (!(call.name() instanceof Symbol name) || call.arguments().size() != 2) {
            return -1;
        }
        long[] left = numbers(call, 0, relation);
        long[] right = numbers(call, 1, relation);
        if (left == null || right == null || FunctionTable.named(name) == null) {
            return -1;
        }
        int leftMask = left.length == 1 ? 0 : -1;
        int rightMask = right.length == 1 ? 0 : -1;
        return switch (name.name()) {
            case "<" -> less(left, leftMask, right, rightMask, rows);
            case ">" -> less(right, rightMask, left, leftMask, rows);
            case "<=" -> lessOrEqual(left, leftMask, right, rightMask, rows);
            case ">=" -> lessOrEqual(right, rightMask, left, leftMask, rows);
            case "=" -> equal(left, leftMask, right, rightMask, rows, 1);
            case "!=", "not=" -> equal(left, leftMask, right, rightMask, rows, 0);
            default -> -1;
        };
    }

    /// One number for all rows, or one for each; null if some is none.
    private static long @Nullable [] numbers(BoundCall call, int argument, Relation relation) {
        Variable variable = call.variables().get(argument);
        if (variable != null) {
            return switch (relation.column(variable)) {
                case Column.Longs(long[] values) -> values;
                case Column.Same(Object value) when value instanceof Long number ->
                        new long[] {number};
                case Column.Doubles _, Column.Listed _, Column.Values _, Column.Same _ -> null;
            };
        }
        return call.arguments().get(argument) instanceof Long number ? new long[] {number} : null;
    }

    private static int less(long[] left, int leftMask, long[] right, int rightMask, int[] rows) {
        int kept = 0;
        for (int row = 0; row < rows.length; row++) {
            rows[kept] = row;
            kept += left[row & leftMask] < right[row & rightMask] ? 1 : 0;
        }
        return kept;
    }

    private static int lessOrEqual(
            long[] left, int leftMask, long[] right, int rightMask, int[] rows) {
        int kept = 0;
        for (int row = 0; row < rows.length; row++) {
            rows[kept] = row;
            kept += left[row & leftMask] <= right[row & rightMask] ? 1 : 0;
        }
        return kept;
    }

    private static int equal(
            long[] left, int leftMask, long[] right, int rightMask, int[] rows, int wanted) {
        int kept = 0;
        for (int row = 0; row < rows.length; row++) {
            rows[kept] = row;
            int same = left[row & leftMask] == right[row & rightMask] ? 1 : 0;
            kept += same == wanted ? 1 : 0;
        }
        return kept;
    }
}
