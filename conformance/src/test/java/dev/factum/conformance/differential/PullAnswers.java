package dev.factum.conformance.differential;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Trees that an engine pulled, with many values shown as sets or bags: their order is the index's.
///
/// @param tuples tells the attributes whose value is a list that is shown as it is
record PullAnswers(Predicate<Keyword> tuples) {

    @Nullable Object named(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> shown = new LinkedHashMap<>();
                map.forEach((key, value) ->
                        shown.put(
                                key,
                                value instanceof List<?> several && !isTuple(key)
                                        ? unordered(several)
                                        : named(value)));
                yield shown;
            }
            case null, default -> tree;
        };
    }

    private boolean isTuple(@Nullable Object key) {
        return key instanceof Keyword name && !name.name().startsWith("_") && tuples.test(name);
    }

    private Object unordered(List<?> several) {
        List<@Nullable Object> shown = new ArrayList<>();
        several.forEach(each -> shown.add(named(each)));
        return unorderedValues(shown);
    }

    /// A set if no element comes twice, else a bag.
    static Object unorderedValues(List<@Nullable Object> elements) {
        Set<@Nullable Object> distinct = new HashSet<>(elements);
        if (distinct.size() == elements.size()) {
            return distinct;
        }
        List<@Nullable Object> bag = new ArrayList<>();
        bag.add(Symbol.of("bag"));
        bag.addAll(elements);
        return EdnList.copyOf(bag);
    }
}
