package dev.factum.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every Java example of the README stands in a source file, so that it compiles and its test runs.
class ReadmeTest {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    /// Without white space and without what only says who may see it.
    private static String normalised(String code) {
        return code.replaceAll("\\b(public|private)\\b", "").replaceAll("\\s+", "");
    }

    private static String sources() throws IOException {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Repository.root().resolve("examples"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
                all.append(Files.readString(file));
            }
        }
        return normalised(all.toString());
    }

    /// The paragraphs of the examples that stand in no source; a line of brackets alone says
    /// nothing.
    private static List<String> missing(String text, String sources) {
        List<String> missing = new ArrayList<>();
        Matcher examples = EXAMPLE.matcher(text);
        while (examples.find()) {
            Arrays.stream(examples.group(1).split("\n\n", -1))
                    .filter(paragraph ->
                            !sources.contains(normalised(paragraph).replaceAll("[})]+$", "")))
                    .forEach(missing::add);
        }
        return missing;
    }

    @Test
    void showsOnlyCodeThatCompiles() throws IOException {
        String readme = Repository.read("README.md");
        assertThat(EXAMPLE.matcher(readme).results().count()).isGreaterThanOrEqualTo(3);
        assertThat(missing(readme, sources())).isEmpty();
    }

    @Test
    void findsAnExampleThatStandsNowhere() throws IOException {
        assertThat(missing("```java\nint nowhere = 1;\n```", sources())).hasSize(1);
    }
}
