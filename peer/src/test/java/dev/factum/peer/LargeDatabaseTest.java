package dev.factum.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Twenty million datoms in a process with 256 MB of memory: written, opened, read and verified.
class LargeDatabaseTest {

    private static final long MOST_BYTES_PER_DATOM = 60;

    @TempDir private Path directory;

    @Test
    void aDatabaseMayBeMuchLargerThanMemory() throws Exception {
        Path file = directory.resolve("large.factum");
        String uri = "factum:sqlite:" + file;
        assertThat(run("write", uri)).containsExactly("written");
        assertThat(Files.size(file)).isLessThan(MOST_BYTES_PER_DATOM * 20_000_000);

        List<String> read = run("read", uri);
        assertThat(read)
                .contains(
                        "t 4001",
                        "one " + 1_234_567L * 37 % LargeDatabase.AGES,
                        "salary 40",
                        "first 125",
                        "problems []");
        assertThat(read).anyMatch(line -> line.startsWith("old ") && line.contains("Hal"));
        long datoms =
                read.stream()
                        .filter(line -> line.startsWith("datoms "))
                        .mapToLong(line -> Long.parseLong(line.substring("datoms ".length())))
                        .sum();
        assertThat(datoms).as("in segments").isGreaterThan(19_500_000);
    }

    private static List<String> run(String task, String uri)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx256m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeDatabase.class.getName(),
                                task,
                                uri)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines().toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
