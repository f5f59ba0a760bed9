package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Seeds;
import dev.factum.facts.value.ValueOrder;
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
                    Object shuffled = Shuffled.form(form, random);
                    assertThat(shuffled).isEqualTo(form);
                    assertThat(Edn.canonical(shuffled)).isEqualTo(Edn.canonical(form));
                    assertThat(ValueOrder.compare(shuffled, form)).isZero();
                });
    }
}
