package dev.factum.facts.edn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Equal forms that are not the same.
public final class Shuffled {

    private Shuffled() {}

    /// An equal form whose sets and maps were built in another order.
    public static @Nullable Object form(@Nullable Object form, RandomGenerator random) {
        return switch (form) {
            case EdnList list -> EdnList.copyOf(shuffledElements(list, random));
            case List<?> list -> shuffledElements(list, random);
            case Tagged(var tag, var value) -> new Tagged(tag, form(value, random));
            case Set<?> set ->
                    new LinkedHashSet<>(reordered(shuffledElements(set, random), random));
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                for (Object key :
                        reordered(new ArrayList<@Nullable Object>(map.keySet()), random)) {
                    copy.put(form(key, random), form(map.get(key), random));
                }
                yield copy;
            }
            case null, default -> form;
        };
    }

    private static List<@Nullable Object> shuffledElements(
            Iterable<?> source, RandomGenerator random) {
        var elements = new ArrayList<@Nullable Object>();
        source.forEach(element -> elements.add(form(element, random)));
        return elements;
    }

    private static List<@Nullable Object> reordered(
            List<@Nullable Object> elements, RandomGenerator random) {
        Collections.shuffle(elements, Random.from(random));
        return elements;
    }
}
