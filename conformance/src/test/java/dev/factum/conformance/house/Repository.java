package dev.factum.conformance.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The source tree that this test was started in, without what builds leave behind.
final class Repository {

    private static final Set<String> LEFT_OUT =
            Set.of(".git", "target", ".cifuzz-corpus", ".idea", ".vscode");

    private Repository() {}

    /// The directory that holds the launcher.
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(directory.resolve("factum"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("Not inside the source tree of Factum");
            }
        }
        return directory;
    }

    /// Every file, as paths from the root with forward slashes.
    static List<String> files() {
        Path root = root();
        return walk(root)
                .filter(Files::isRegularFile)
                .map(root::relativize)
                .filter(path -> Stream.of(names(path)).noneMatch(LEFT_OUT::contains))
                .map(path -> String.join("/", names(path)))
                .sorted()
                .toList();
    }

    /// The directories of all Maven modules that have Java sources of their own.
    static List<Path> modules() {
        return files().stream()
                .filter(file -> file.endsWith("/pom.xml"))
                .map(file -> root().resolve(file).resolveSibling(""))
                .map(Path::normalize)
                .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                .toList();
    }

    static String read(String file) {
        try {
            return Files.readString(root().resolve(file));
        } catch (IOException problem) {
            throw new UncheckedIOException(file, problem);
        }
    }

    private static Stream<Path> walk(Path root) {
        try (var paths = Files.walk(root)) {
            return paths.toList().stream();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static String[] names(Path path) {
        String[] names = new String[path.getNameCount()];
        for (int index = 0; index < names.length; index++) {
            names[index] = path.getName(index).toString();
        }
        return names;
    }
}
