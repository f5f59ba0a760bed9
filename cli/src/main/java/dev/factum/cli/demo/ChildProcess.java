package dev.factum.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Another process that runs a subcommand of this program.
final class ChildProcess implements AutoCloseable {

    private static final String MAIN = "dev.factum.cli.Main";

    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(arguments));
        return new ChildProcess(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// Gives it lines to read, and then the end of its input.
    void send(List<?> lines) throws IOException {
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            for (Object line : lines) {
                input.write(line + "\n");
            }
        }
    }

    /// The next line it prints, or null if it has ended.
    @Nullable String readLine() throws IOException {
        return output.readLine();
    }

    /// Ends its input, and waits until it has ended by itself.
    void finish() throws IOException, InterruptedException {
        send(List.of());
        process.waitFor();
    }

    /// Kills it as `kill -9` does and waits until it is gone.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        output.close();
    }
}
