package dev.factum.facts.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The built-in aggregates of whole numbers, all groups in one pass: what [Aggregates] answers for
/// lists of longs, without making objects of them.
enum LongAggregate {
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX;

    /// The aggregate of an element, or null if it is another or has arguments.
    static @Nullable LongAggregate of(FindElement.Aggregate element) {
        if (!element.arguments().isEmpty() || element.name().namespace() != null) {
            return null;
        }
        return switch (element.name().name()) {
            case "count" -> COUNT;
            case "sum" -> SUM;
            case "avg" -> AVG;
            case "min" -> MIN;
            case "max" -> MAX;
            default -> null;
        };
    }

    /// One value for each group, or null if this column is not of whole numbers (for a count: of
    /// values that are there), or if a sum goes beyond a long.
    @Nullable Column over(Column column, int[] groupOf, int rows, int groups) {
        boolean isComplete = !(column instanceof Column.Values || column instanceof Column.Same);
        if (this == COUNT && isComplete) {
            return new Column.Longs(counts(groupOf, rows, groups));
        }
        if (!(column instanceof Column.Longs(long[] values))) {
            return null;
        }
        return switch (this) {
            case COUNT -> null;
            case SUM, AVG -> sumsOrAverages(values, groupOf, rows, groups);
            case MIN -> new Column.Longs(least(values, groupOf, rows, groups));
            case MAX -> new Column.Longs(most(values, groupOf, rows, groups));
        };
    }

    private static long[] counts(int[] groupOf, int rows, int groups) {
        var counts = new long[groups];
        for (int row = 0; row < rows; row++) {
            counts[groupOf[row]]++;
        }
        return counts;
    }

    private @Nullable Column sumsOrAverages(long[] values, int[] groupOf, int rows, int groups) {
        var sums = new long[groups];
        for (int row = 0; row < rows; row++) {
            int group = groupOf[row];
            long sum = sums[group] + values[row];
            if (((sums[group] ^ sum) & (values[row] ^ sum)) < 0) {
                return null;
            }
            sums[group] = sum;
        }
        if (this == SUM) {
            return new Column.Longs(sums);
        }
        long[] counts = counts(groupOf, rows, groups);
        var averages = new double[groups];
        for (int group = 0; group < groups; group++) {
            averages[group] = (double) sums[group] / counts[group];
        }
        return new Column.Doubles(averages);
    }

    private static long[] least(long[] values, int[] groupOf, int rows, int groups) {
        var least = new long[groups];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int row = 0; row < rows; row++) {
            least[groupOf[row]] = Math.min(least[groupOf[row]], values[row]);
        }
        return least;
    }

    private static long[] most(long[] values, int[] groupOf, int rows, int groups) {
        var most = new long[groups];
        Arrays.fill(most, Long.MIN_VALUE);
        for (int row = 0; row < rows; row++) {
            most[groupOf[row]] = Math.max(most[groupOf[row]], values[row]);
        }
        return most;
    }
}
