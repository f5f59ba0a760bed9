package dev.factum.conformance.differential.plain;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What aggregates make of the values of a group.
final class Aggregates {

    private Aggregates() {}

    static @Nullable Object of(List<?> call, List<@Nullable Object> values) {
        return switch (Forms.name(call)) {
            case "count" -> (long) values.size();
            case "count-distinct" -> (long) new HashSet<>(values).size();
            case "distinct" -> new HashSet<>(values);
            case "min" ->
                    call.size() == 3 ? first(call, sorted(values)) : sorted(values).getFirst();
            case "max" ->
                    call.size() == 3
                            ? first(call, sorted(values).reversed())
                            : sorted(values).getLast();
            case "sum" -> numbers(values).stream().mapToLong(Long::longValue).sum();
            case "avg" -> average(numbers(values));
            case "median" -> median(numbers(values));
            case "variance" -> variance(numbers(values));
            case "stddev" -> Math.sqrt(variance(numbers(values)));
            default -> throw new Refused("No aggregate " + call);
        };
    }

    private static List<@Nullable Object> first(List<?> call, List<@Nullable Object> sorted) {
        return sorted.stream().limit((Long) Objects.requireNonNull(call.get(1))).toList();
    }

    private static List<@Nullable Object> sorted(List<@Nullable Object> values) {
        return values.stream().sorted(Aggregates::compare).toList();
    }

    /// Tuples element by element, null first.
    @SuppressWarnings("unchecked") // values of one attribute can be compared
    static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        if (!(one instanceof List<?> left) || !(other instanceof List<?> right)) {
            return ((Comparable<Object>) one).compareTo(other);
        }
        int order = 0;
        for (int place = 0; order == 0 && place < left.size(); place++) {
            order = compare(left.get(place), right.get(place));
        }
        return order;
    }

    private static List<Long> numbers(List<@Nullable Object> values) {
        return values.stream().map(value -> (Long) Objects.requireNonNull(value)).sorted().toList();
    }

    private static double average(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum() / (double) numbers.size();
    }

    /// The one in the middle, or halfway between the two there, rounded towards zero.
    private static long median(List<Long> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static double variance(List<Long> numbers) {
        double average = average(numbers);
        return numbers.stream().mapToDouble(n -> (n - average) * (n - average)).sum()
                / numbers.size();
    }
}
