package dev.factum.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A directory on the disk of the working directory (that of the system may be memory), deleted
/// with everything in it when it is closed.
public record ScratchDirectory(Path path) implements AutoCloseable {

    public static ScratchDirectory create(String comparison) throws IOException {
        return new ScratchDirectory(
                Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-" + comparison));
    }

    public Path resolve(String file) {
        return path.resolve(file);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
