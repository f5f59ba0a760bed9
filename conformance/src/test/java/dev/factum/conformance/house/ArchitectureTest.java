package dev.factum.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The rules of the house, applied to the compiled main classes of every module.
class ArchitectureTest {

    private static final Architecture HOUSE =
            new Architecture("dev.factum", new ClassFileImporter().importPaths(compiled()));

    private static List<Path> compiled() {
        List<Path> directories =
                Repository.modules().stream().map(each -> each.resolve("target/classes")).toList();
        assertThat(directories)
                .as("every module must be built before conformance: list it earlier in pom.xml")
                .isNotEmpty()
                .allSatisfy(directory -> assertThat(directory).isDirectory());
        return directories.stream().filter(Files::isDirectory).toList();
    }

    @Test
    void everyArrowBetweenRoomsIsADrawnOne() {
        assertThat(HOUSE.forbiddenArrows()).isEmpty();
    }

    @Test
    void noPackagesUseEachOtherInACircle() {
        assertThat(HOUSE.packageCycles()).isEmpty();
    }

    @Test
    void factsHasNoClockNoThreadNoDiceAndNoInputOrOutput() {
        assertThat(HOUSE.impurities()).isEmpty();
    }

    @Test
    void onlyTheCommandPrints() {
        assertThat(HOUSE.prints()).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        assertThat(HOUSE.unexplainedPackages()).isEmpty();
    }

    @Test
    void everyClassHasANameThatSaysWhatItIs() {
        assertThat(HOUSE.emptyNames()).isEmpty();
    }

    /// A rule that cannot fail is no rule: each one finds what is wrong in the bad house.
    @Nested
    class InTheBadHouse {

        private static final String ROOT = "dev.factum.conformance.house.bad";

        private static final Architecture BAD =
                new Architecture(ROOT, new ClassFileImporter().importPackages(ROOT));

        @Test
        void arrowsAgainstTheStreamAndUnknownRoomsAreFound() {
            assertThat(BAD.forbiddenArrows())
                    .anySatisfy(found -> assertThat(found).contains("facts may not use", "Shelf"))
                    .anySatisfy(found -> assertThat(found).contains("machine may not", "Shelf"))
                    .anySatisfy(found -> assertThat(found).contains("Dust is in no known room"));
        }

        @Test
        void aCircleOfPackagesIsFound() {
            assertThat(BAD.packageCycles())
                    .singleElement()
                    .satisfies(found -> assertThat(found).contains("facts.left", "facts.right"));
        }

        @Test
        void everyKindOfImpurityIsFound() {
            String found = String.join("\n", BAD.impurities());
            assertThat(found)
                    .contains(
                            "java.nio.file.Files",
                            "java.io.IOException",
                            "java.time.Instant.now",
                            "java.lang.System.nanoTime",
                            "java.util.UUID.randomUUID",
                            "java.util.Random",
                            "java.lang.Thread",
                            "java.util.concurrent.locks.ReentrantLock",
                            "java.util.List.parallelStream",
                            "com.tngtech.archunit")
                    .doesNotContain("java.net.URI", "arraycopy");
        }

        @Test
        void printingIsFound() {
            assertThat(BAD.prints())
                    .hasSize(3)
                    .anySatisfy(found -> assertThat(found).contains("System.out"))
                    .anySatisfy(found -> assertThat(found).contains("System.err"))
                    .anySatisfy(found -> assertThat(found).contains("printStackTrace()"));
        }

        @Test
        void packagesWithoutExplanationAreFound() {
            assertThat(BAD.unexplainedPackages()).containsExactly(ROOT + ".attic");
        }

        @Test
        void emptyNamesAreFound() {
            assertThat(BAD.emptyNames()).containsExactly(ROOT + ".storage.ShelfHelper");
        }
    }
}
