package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrettyTest {

    @Test
    void keepsOnOneLineWhatFits() {
        String text = "[" + "x ".repeat(49) + "x]";
        assertThat(text.length()).isEqualTo(101);
        assertThat(Edn.pretty(Edn.read(text)).lines()).hasSize(50);
        assertThat(Edn.pretty(Edn.read("[" + "x ".repeat(48) + "xx]")))
                .hasSize(100)
                .doesNotContain("\n");
    }

    @Test
    void putsElementsAndEntriesBelowEachOther() {
        String numbers =
                IntStream.range(0, 20).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        String text =
                "{:find [?e ?name], :where [[?e :person/name ?name] (or [?e :a "
                        + numbers
                        + "] [?e :b 2])],"
                        + " :in #{$}, :tag #db/id ["
                        + numbers
                        + " "
                        + numbers
                        + "]}";
        String tagged = (numbers + " " + numbers).replace(" ", "\n              ");
        assertThat(Edn.pretty(Edn.read(text)))
                .isEqualTo(
                        "{:find [?e ?name]\n"
                                + " :where [[?e :person/name ?name]\n"
                                + "         (or [?e :a "
                                + numbers
                                + "] [?e :b 2])]\n"
                                + " :in #{$}\n"
                                + " :tag #db/id ["
                                + tagged
                                + "]}");
    }

    @Test
    void countsTheClosingBracketsThatFollow() {
        String row = "[" + "x ".repeat(48) + "x]";
        assertThat(Edn.pretty(Edn.read("[" + row + "]")).lines())
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void putsTheValueOfALongKeyOnTheNextLine() {
        String key = "\"" + "k".repeat(70) + "\"";
        String value = "\"" + "v".repeat(90) + "\"";
        assertThat(Edn.pretty(Edn.read("{" + key + " " + value + "}")))
                .isEqualTo("{" + key + "\n  " + value + "}");
    }
}
