package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Seeds;
import org.junit.jupiter.api.Test;

class EdnRoundTripTest {

    @Test
    void whatIsPrintedReadsBackEqual() {
        Seeds.each(
                2_000,
                random -> {
                    Object form = new RandomForms(random).form(5);
                    String text = Edn.print(form);
                    assertThat(Edn.read(text)).isEqualTo(form);
                    assertThat(Edn.print(Edn.read(text))).isEqualTo(text);
                });
    }

    @Test
    void whatIsPrintedPrettyIsTheSameForm() {
        Seeds.each(
                2_000,
                random -> {
                    Object form = new RandomForms(random).form(6);
                    assertThat(Edn.print(Edn.read(Edn.pretty(form)))).isEqualTo(Edn.print(form));
                });
    }

    @Test
    void whateverTheTextItIsReadOrRefusedWithItsPlace() {
        Seeds.each(
                5_000,
                random -> {
                    var text = new StringBuilder(Edn.print(new RandomForms(random).form(4)));
                    String noise = "()[]{}\"\\#:/'^@`~;_ \n0a-.M\0\uD800";
                    for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
                        char character = noise.charAt(random.nextInt(noise.length()));
                        text.insert(random.nextInt(text.length() + 1), character);
                    }
                    readsOrRefuses(text.toString());
                });
    }

    private static void readsOrRefuses(String text) {
        EdnOutcome outcome = EdnOutcome.of(text);
        if (outcome.error() == null) {
            assertThat(Edn.readAll(Edn.print(outcome.forms()))).containsExactly(outcome.forms());
        } else {
            assertThat(outcome.error().data()).containsKeys("line", "column", "token");
        }
    }
}
