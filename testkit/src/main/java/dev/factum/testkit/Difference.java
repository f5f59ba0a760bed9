package dev.factum.testkit;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where two pieces of EDN data differ: paths, and what stands there on each side.
final class Difference {

    private final List<String> lines = new ArrayList<>();

    private Difference() {}

    /// One line for each place; none if both are equal.
    static List<String> between(@Nullable Object expected, @Nullable Object actual) {
        var difference = new Difference();
        difference.compare("", expected, actual);
        return difference.lines;
    }

    private void compare(String path, @Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Map<?, ?> left && actual instanceof Map<?, ?> right) {
            compareMaps(path, left, right);
        } else if (expected instanceof List<?> left && actual instanceof List<?> right) {
            compareLists(path, left, right);
        } else if (!ValueOrder.same(expected, actual)) {
            lines.add(path + " expected " + Edn.print(expected) + " but was " + Edn.print(actual));
        }
    }

    private void compareMaps(String path, Map<?, ?> expected, Map<?, ?> actual) {
        Set<Object> keys = new LinkedHashSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (Object key : keys) {
            String below = path + " " + key;
            if (!actual.containsKey(key)) {
                lines.add(below + " is missing: " + Edn.print(expected.get(key)));
            } else if (!expected.containsKey(key)) {
                lines.add(below + " was not expected: " + Edn.print(actual.get(key)));
            } else {
                compare(below, expected.get(key), actual.get(key));
            }
        }
    }

    private void compareLists(String path, List<?> expected, List<?> actual) {
        if (expected.size() == actual.size()) {
            if (!expected.equals(actual) && without(expected, actual).isEmpty()) {
                lines.add(path + " has the expected elements in another order");
                return;
            }
            for (int position = 0; position < expected.size(); position++) {
                compare(path + " " + position, expected.get(position), actual.get(position));
            }
            return;
        }
        without(expected, actual)
                .forEach(element -> lines.add(path + " misses " + Edn.print(element)));
        without(actual, expected)
                .forEach(element -> lines.add(path + " has too much: " + Edn.print(element)));
    }

    private static List<?> without(List<?> elements, List<?> others) {
        var rest = new ArrayList<Object>(elements);
        others.forEach(rest::remove);
        return rest;
    }
}
