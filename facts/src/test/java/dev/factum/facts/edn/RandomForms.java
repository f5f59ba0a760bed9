package dev.factum.facts.edn;

import dev.factum.facts.value.RandomValues;
import dev.factum.facts.value.Symbol;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Random forms, made of all the classes that reading gives.
public final class RandomForms {

    private final RandomGenerator random;
    private final RandomValues values;

    public RandomForms(RandomGenerator random) {
        this.random = random;
        this.values = new RandomValues(random);
    }

    /// A form that nests at most `depth` deep.
    public @Nullable Object form(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(9)) {
            case 4 -> new FrozenList(elements(depth));
            case 5 -> new EdnList(elements(depth));
            case 6 -> set(depth);
            case 7 -> map(depth);
            case 8 ->
                    new Tagged(
                            Symbol.of(random.nextBoolean() ? "db/id" : "point"), form(depth - 1));
            default -> random.nextInt(9) == 0 ? null : values.scalar();
        };
    }

    private @Nullable Object[] elements(int depth) {
        return Stream.generate(() -> form(depth - 1)).limit(random.nextInt(5)).toArray();
    }

    private Object set(int depth) {
        var set = new LinkedHashSet<@Nullable Object>();
        Collections.addAll(set, elements(depth));
        return set;
    }

    private Object map(int depth) {
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (Object key : elements(depth)) {
            map.put(key, form(depth - 1));
        }
        return map;
    }
}
