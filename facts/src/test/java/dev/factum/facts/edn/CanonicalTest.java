package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Seeds;
import dev.factum.facts.value.ValueOrder;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            textBlock =
                    """
                    #{10 9 "a" :b nil}    | #{nil 9 10 "a" :b}
                    {:b 1, :a {2 3, 1 4}} | {:a {1 4, 2 3}, :b 1}
                    #{[10] [9]}           | #{[9] [10]}
                    [1.50M 1E+2M 0.0M]    | [1.5M 1E+2M 0M]
                    [1N -0.0]             | [1 0.0]
                    #{1.0 1}              | #{1 1.0}
                    {1.0 :a, 1 :b}        | {1 :b, 1.0 :a}
                    {1.0M :b, 1.00M :a}   | {1M :a, 1M :b}
                    #{#a #{2 1} #a #{1}}  | #{#a #{1} #a #{1 2}}
                    #{{2 2} {1 1}}        | #{{1 1} {2 2}}
                    """)
    void hasOneTextForEqualForms(String text, String canonical) {
        assertThat(Edn.canonical(Edn.read(text))).isEqualTo(canonical);
    }

    @Test
    void doesNotDependOnTheOrderInWhichSetsAndMapsWereBuilt() {
        Seeds.each(
                2_000,
                random -> {
                    Object form = new RandomForms(random).form(4);
                    Object shuffled = shuffled(form, random);
                    assertThat(shuffled).isEqualTo(form);
                    assertThat(Edn.canonical(shuffled)).isEqualTo(Edn.canonical(form));
                    assertThat(ValueOrder.compare(shuffled, form)).isZero();
                });
    }

    private static @Nullable Object shuffled(@Nullable Object form, RandomGenerator random) {
        return switch (form) {
            case EdnList list -> EdnList.copyOf(shuffledElements(list, random));
            case List<?> list -> shuffledElements(list, random);
            case Tagged(var tag, var value) -> new Tagged(tag, shuffled(value, random));
            case Set<?> set ->
                    new LinkedHashSet<>(reordered(shuffledElements(set, random), random));
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                for (Object key :
                        reordered(new ArrayList<@Nullable Object>(map.keySet()), random)) {
                    copy.put(shuffled(key, random), shuffled(map.get(key), random));
                }
                yield copy;
            }
            case null, default -> form;
        };
    }

    private static List<@Nullable Object> shuffledElements(
            Iterable<?> source, RandomGenerator random) {
        var elements = new ArrayList<@Nullable Object>();
        source.forEach(element -> elements.add(shuffled(element, random)));
        return elements;
    }

    private static List<@Nullable Object> reordered(
            List<@Nullable Object> elements, RandomGenerator random) {
        Collections.shuffle(elements, Random.from(random));
        return elements;
    }
}
