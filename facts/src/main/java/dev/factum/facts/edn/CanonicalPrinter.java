package dev.factum.facts.edn;

import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Prints equal forms alike: sets and maps in one order, numbers as their representatives.
///
/// What [ValueOrder] puts at the same place, such as `1` and `1.0`, is ordered by its text.
final class CanonicalPrinter extends EdnPrinter {

    private static final Comparator<@Nullable Object> FORMS =
            ValueOrder.COMPARATOR.thenComparing(form -> new CanonicalPrinter().print(form));

    @Override
    Iterable<?> elements(Set<?> set) {
        var sorted = new ArrayList<@Nullable Object>(set);
        sorted.sort(FORMS);
        return sorted;
    }

    @Override
    Iterable<? extends Map.Entry<?, ?>> entries(Map<?, ?> map) {
        var sorted = new ArrayList<Map.Entry<?, ?>>(map.entrySet());
        sorted.sort(
                Comparator.<Map.Entry<?, ?>, @Nullable Object>comparing(Map.Entry::getKey, FORMS)
                        .thenComparing(Map.Entry::getValue, FORMS));
        return sorted;
    }

    @Override
    Object representative(Object atom) {
        return ValueOrder.canonical(atom);
    }
}
