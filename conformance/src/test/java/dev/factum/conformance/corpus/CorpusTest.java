package dev.factum.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The corpus that the project carries: all of it passes but for the cases that
/// `known-failures.txt` lists.
class CorpusTest {

    private static final Path CORPUS = Path.of("corpus");

    @Test
    void passesButForTheKnownFailures() throws IOException {
        CorpusReport report = CorpusReport.of(Corpus.read(CORPUS), InstantSource.system());
        Set<String> known =
                Files.readAllLines(CORPUS.resolve("known-failures.txt")).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.split(" ", -1)[0])
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(report.failingCases()).as(report.text()).isEqualTo(known);
        assertThat(report.all().total()).isGreaterThan(4_000);
        assertThat(report.all().percent()).isGreaterThanOrEqualTo(99.0);
    }

    @Test
    void aWrongAnswerFails() {
        assertThat(Matching.matches(Edn.read("#{1 2}"), List.of(2L, 1L))).isTrue();
        assertThat(Matching.matches(Edn.read("#{1 2}"), List.of(2L, 2L))).isFalse();
        assertThat(Matching.matches(Edn.read("(bag 1 1)"), List.of(1L, 1L))).isTrue();
        assertThat(Matching.matches(Edn.read("(bag 1 1)"), List.of(1L))).isFalse();
        assertThat(Matching.matches(Edn.read("[1 2]"), List.of(2L, 1L))).isFalse();
        assertThat(Matching.matches(Edn.read("1"), 1.0)).isFalse();
        assertThat(Matching.matches(Edn.read("1.50M"), new java.math.BigDecimal("1.5"))).isFalse();
        assertThat(Matching.matches(Edn.read("{:a #{1}}"), Map.of(Keyword.of("a"), List.of(1L))))
                .isTrue();
        assertThat(Matching.matches(Edn.read("{:a 1}"), Map.of())).isFalse();
        assertThat(Matching.matches(null, EdnList.of())).isFalse();
    }

    @Test
    void aCaseWithAWrongRecordedAnswerIsReported() {
        Map<?, ?> check =
                (Map<?, ?>)
                        Objects.requireNonNull(
                                Edn.read("{:query [:find ?x . :in ?x] :inputs [1]}"));
        var wrong =
                new Case(
                        Keyword.of("t/x"),
                        "t",
                        null,
                        check,
                        List.of((Map<?, ?>) Edn.read("{:result 2}")));
        var right =
                new Case(
                        Keyword.of("t/x"),
                        "t",
                        null,
                        check,
                        List.of((Map<?, ?>) Edn.read("{:result 1}")));
        assertThat(CaseRun.run(wrong, InstantSource.system()))
                .allMatch(outcome -> !outcome.passed());
        assertThat(CaseRun.run(right, InstantSource.system())).allMatch(CaseRun.Outcome::passed);
    }
}
