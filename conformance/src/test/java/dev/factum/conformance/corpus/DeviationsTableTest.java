package dev.factum.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Keyword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/deviations.md` names every case of the corpus that fails, and a test or case for every
/// row.
class DeviationsTableTest {

    private static final Path CORPUS = Path.of("corpus");
    private static final Pattern CASE = Pattern.compile("`(:[a-z-]+/[a-z0-9-]+)`");
    private static final Pattern TEST = Pattern.compile("\\b([A-Z][A-Za-z]+Test)\\b");
    private static final int COLUMNS = 5;

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "deviations.md"));
    }

    private static Set<String> knownFailures() throws IOException {
        return Files.readAllLines(CORPUS.resolve("known-failures.txt")).stream()
                .filter(line -> line.startsWith(":"))
                .map(line -> line.split(" ", -1)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The cells of the rows about deviations.
    private static List<List<String>> rows() throws IOException {
        return page().lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
                .map(line -> Arrays.asList(line.substring(1, line.length() - 1).split("\\|", -1)))
                .filter(cells -> cells.size() == COLUMNS)
                .skip(1)
                .toList();
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void everyCaseThatFailsIsNamed() throws IOException {
        assertThat(found(CASE, page())).containsAll(knownFailures());
    }

    @Test
    void everyCaseThatIsNamedIsInTheCorpus() throws IOException {
        Set<String> cases =
                Corpus.read(CORPUS).cases().stream()
                        .map(Case::id)
                        .map(Keyword::toString)
                        .collect(Collectors.toSet());
        assertThat(cases).containsAll(found(CASE, page()));
    }

    @Test
    void everyRowNamesATestThatIsThere() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(30);
        assertThat(rows()).allSatisfy(row -> assertThat(found(TEST, row.getLast())).isNotEmpty());
        assertThat(tests()).containsAll(found(TEST, page()));
    }
}
