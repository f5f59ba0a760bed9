package dev.factum.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// No file of the repository leaves something lying about; each check is also seen to fail.
class TidyTest {

    private static final String DECISIONS = "docs/decisions/";

    private static final List<String> TEXT_ENDINGS =
            List.of(".java", ".xml", ".md", ".properties", ".proto", ".sh", ".html", ".css", ".js");

    private static boolean isText(String file) {
        return TEXT_ENDINGS.stream().anyMatch(file::endsWith)
                || List.of("factum", ".ci/run").contains(file);
    }

    private static boolean isJava(String file) {
        return file.endsWith(".java");
    }

    private static boolean isTestCode(String file) {
        return isJava(file) && file.contains("/src/test/");
    }

    @Test
    void noMarkersOfUnfinishedWork() {
        assertThat(everywhere(TidyTest::isText, Tidy::markers)).isEmpty();
        assertThat(Tidy.markers("// TO" + "DO: later, FIX" + "ME")).hasSize(2);
    }

    @Test
    void noTestIsSkipped() {
        assertThat(everywhere(TidyTest::isTestCode, Tidy::skippedTests)).isEmpty();
        assertThat(Tidy.skippedTests("@Dis" + "abled @Ig" + "nore ass" + "umeTrue(x)")).hasSize(3);
    }

    @Test
    void noTestSleeps() {
        assertThat(everywhere(TidyTest::isTestCode, Tidy::naps)).isEmpty();
        assertThat(Tidy.naps("Thread.sl" + "eep(1); TimeUnit.DAYS.sl" + "eep(1);")).hasSize(2);
    }

    @Test
    void noErrorIsSwallowed() {
        assertThat(everywhere(TidyTest::isJava, Tidy::emptyCatches)).isEmpty();
        assertThat(Tidy.emptyCatches("} cat" + "ch (Exception _) {\n }")).hasSize(1);
    }

    @Test
    void noPathOfOneMachineAndNoRegistryHost() {
        assertThat(everywhere(TidyTest::isText, Tidy::places)).isEmpty();
        assertThat(Tidy.places("cd /ro" + "ot/x; get https://repo1.mav" + "en.org/a")).hasSize(2);
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        assertThat(everywhere(file -> file.endsWith(".md"), Tidy::relativeLinks))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(targetOf(link)).exists());
        assertThat(Tidy.relativeLinks("[a](b.md#c) [d](https://e) [f](#g)\n```\n[h](i)\n```\n"))
                .containsExactly("b.md");
        assertThat(targetOf("docs/deviations.md: nowhere.md")).doesNotExist();
    }

    @Test
    void everyDecisionIsInTheIndexAndHasANumberOfItsOwn() {
        String index = Repository.read(DECISIONS + "README.md");
        List<String> decisions =
                Repository.files().stream()
                        .filter(file -> file.matches(DECISIONS + "\\d{4}-.*\\.md"))
                        .map(file -> file.substring(DECISIONS.length()))
                        .toList();
        assertThat(decisions)
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(index).contains("](" + decision + ")"))
                .extracting(decision -> decision.substring(0, 4))
                .doesNotHaveDuplicates();
    }

    @Test
    void theChangelogHasAPlaceForWhatIsNext() {
        assertThat(Repository.read("CHANGELOG.md")).contains("\n## Unreleased\n");
    }

    @Test
    void everyModuleIsInTheBuild() {
        String build = Repository.read("pom.xml");
        Path root = Repository.root();
        assertThat(Repository.modules())
                .extracting(module -> root.relativize(module).toString())
                .contains("facts", "cli")
                .allSatisfy(module -> assertThat(build).contains("<module>" + module + "<"));
    }

    /// What a check finds in all files of a kind, each with the file it was found in.
    private static List<String> everywhere(
            Predicate<String> kind, Function<String, List<String>> check) {
        return Repository.files().stream()
                .filter(kind)
                .flatMap(file ->
                        check.apply(Repository.read(file)).stream()
                                .map(found -> file + ": " + found))
                .toList();
    }

    private static Path targetOf(String found) {
        String[] fileAndLink = found.split(": ", 2);
        return Repository.root().resolve(fileAndLink[0]).resolveSibling(fileAndLink[1]);
    }
}
