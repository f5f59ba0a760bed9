package dev.factum.conformance.corpus;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules by which an answer matches a recorded one (FORMAT.md, *Matching*).
final class Matching {

    private static final Symbol BAG = Symbol.of("bag");

    private Matching() {}

    static boolean matches(@Nullable Object expected, @Nullable Object actual) {
        return switch (expected) {
            case null -> actual == null;
            case Set<?> set ->
                    actual instanceof Collection<?> collection
                            && collection.size() == set.size()
                            && matchesUnordered(new ArrayList<>(set), collection);
            case EdnList list when !list.isEmpty() && BAG.equals(list.getFirst()) ->
                    actual instanceof Collection<?> collection
                            && matchesUnordered(list.subList(1, list.size()), collection);
            case List<?> list -> actual instanceof List<?> other && matchesOrdered(list, other);
            case Map<?, ?> map -> actual instanceof Map<?, ?> other && matchesMap(map, other);
            default ->
                    expected.equals(actual)
                            && actual != null
                            && expected.getClass() == actual.getClass();
        };
    }

    /// Elements one to one in any order, each with its repetitions.
    static boolean matchesUnordered(List<?> expected, Collection<?> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        List<@Nullable Object> open = new ArrayList<>(actual);
        Set<@Nullable Object> quick = new LinkedHashSet<>(open);
        for (Object element : expected) {
            boolean found = quick.contains(element) && open.remove(element);
            if (!found && !removeFirstMatch(element, open)) {
                return false;
            }
        }
        return true;
    }

    private static boolean removeFirstMatch(
            @Nullable Object expected, List<@Nullable Object> open) {
        for (int index = 0; index < open.size(); index++) {
            if (matches(expected, open.get(index))) {
                open.remove(index);
                return true;
            }
        }
        return false;
    }

    private static boolean matchesOrdered(List<?> expected, List<?> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int index = 0; index < expected.size(); index++) {
            if (!matches(expected.get(index), actual.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesMap(Map<?, ?> expected, Map<?, ?> actual) {
        if (!expected.keySet().equals(actual.keySet())) {
            return expected.size() == actual.size() && matchesKeys(expected, actual);
        }
        return expected.entrySet().stream()
                .allMatch(entry -> matches(entry.getValue(), actual.get(entry.getKey())));
    }

    private static boolean matchesKeys(Map<?, ?> expected, Map<?, ?> actual) {
        return matchesUnordered(pairs(expected), pairs(actual));
    }

    private static List<Object> pairs(Map<?, ?> map) {
        List<Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(java.util.Arrays.asList(key, value)));
        return pairs;
    }
}
