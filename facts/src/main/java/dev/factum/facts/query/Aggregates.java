package dev.factum.facts.query;

import dev.factum.facts.database.Functions;
import dev.factum.facts.database.Functions.Aggregate;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Symbol;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The aggregates that every query may use. Groups are never empty.
///
/// `rand` and `sample` take the first values in order, so that a query is a function of its inputs.
final class Aggregates {

    private static final Map<Symbol, Aggregate> ALL =
            Map.ofEntries(
                    entry("count", (_, values) -> (long) values.size()),
                    entry("count-distinct", (_, values) -> (long) distinct(values).size()),
                    entry("distinct", (_, values) -> distinct(values)),
                    entry("frequencies", (_, values) -> frequencies(values)),
                    entry("sum", (_, values) -> sum(values)),
                    entry("avg", (_, values) -> mean(values)),
                    entry("median", (_, values) -> median(values)),
                    entry("variance", (_, values) -> variance(values)),
                    entry("stddev", (_, values) -> Math.sqrt(variance(values))),
                    entry("min", (some, values) -> extreme(some, values, ValueOrder.COMPARATOR)),
                    entry(
                            "max",
                            (some, values) ->
                                    extreme(some, values, ValueOrder.COMPARATOR.reversed())),
                    entry("rand", Aggregates::random),
                    entry("sample", Aggregates::sample));

    private Aggregates() {}

    private static Map.Entry<Symbol, Aggregate> entry(String name, Aggregate aggregate) {
        return Map.entry(Symbol.of(name), aggregate);
    }

    static Aggregate named(Symbol name, Functions offered) {
        Aggregate builtin = ALL.get(name);
        Aggregate found = builtin == null ? offered.aggregate(name) : builtin;
        if (found == null) {
            throw FactumError.of(DbErrorCode.INVALID_AGGREGATE, "There is no such aggregate")
                    .with("aggregate", name);
        }
        return found;
    }

    private static Set<@Nullable Object> distinct(List<? extends @Nullable Object> values) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    private static Map<@Nullable Object, Long> frequencies(
            List<? extends @Nullable Object> values) {
        var counts = new LinkedHashMap<@Nullable Object, Long>();
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        return Collections.unmodifiableMap(counts);
    }

    private static Object sum(List<? extends @Nullable Object> values) {
        return Arithmetic.fold(values, Arithmetic::plus);
    }

    private static double mean(List<? extends @Nullable Object> values) {
        return Arithmetic.toDouble(sum(values)) / values.size();
    }

    /// Of the population.
    private static double variance(List<? extends @Nullable Object> values) {
        double mean = mean(values);
        double squares = 0;
        for (Object value : values) {
            double distance = Arithmetic.toDouble(value) - mean;
            squares += distance * distance;
        }
        return squares / values.size();
    }

    private static @Nullable Object median(List<? extends @Nullable Object> values) {
        List<@Nullable Object> sorted = sorted(values, ValueOrder.COMPARATOR);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : Arithmetic.middle(
                        Arithmetic.number(sorted.get(middle - 1)),
                        Arithmetic.number(sorted.get(middle)));
    }

    private static @Nullable Object extreme(
            List<? extends @Nullable Object> some,
            List<? extends @Nullable Object> values,
            Comparator<@Nullable Object> order) {
        if (some.isEmpty()) {
            return Collections.min(values, order);
        }
        return first(some, sorted(values, order));
    }

    private static List<@Nullable Object> first(
            List<? extends @Nullable Object> some, List<@Nullable Object> sorted) {
        // A copy, so that a few do not keep all of them.
        return Collections.unmodifiableList(
                new ArrayList<>(sorted.subList(0, Math.min(count(some), sorted.size()))));
    }

    private static @Nullable Object random(
            List<? extends @Nullable Object> some, List<? extends @Nullable Object> values) {
        List<@Nullable Object> sorted = sorted(values, ValueOrder.COMPARATOR);
        if (some.isEmpty()) {
            return sorted.getFirst();
        }
        int count = count(some);
        Sizes.parts(count);
        var taken = new ArrayList<@Nullable Object>(count);
        for (int index = 0; index < count; index++) {
            taken.add(sorted.get(index % sorted.size()));
        }
        return Collections.unmodifiableList(taken);
    }

    private static Object sample(
            List<? extends @Nullable Object> some, List<? extends @Nullable Object> values) {
        return first(
                some, sorted(new ArrayList<>(new LinkedHashSet<>(values)), ValueOrder.COMPARATOR));
    }

    private static List<@Nullable Object> sorted(
            List<? extends @Nullable Object> values, Comparator<@Nullable Object> order) {
        var sorted = new ArrayList<@Nullable Object>(values);
        sorted.sort(order);
        return sorted;
    }

    private static int count(List<? extends @Nullable Object> some) {
        if (some.size() == 1 && some.getFirst() instanceof Long count && count >= 0) {
            return (int) Math.min(count, Integer.MAX_VALUE);
        }
        throw FactumError.of(
                        DbErrorCode.INVALID_AGGREGATE, "This aggregate takes a count, 0 or more")
                .with("given", some);
    }
}
