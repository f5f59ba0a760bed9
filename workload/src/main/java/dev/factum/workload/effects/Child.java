package dev.factum.workload.effects;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A process that the supervisor has started, what it says, and its end. It ends when its input
/// does, so it does not outlive its supervisor. Safe to share between threads.
final class Child implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Child.class.getName());
    private static final Duration LONGEST_END = Duration.ofSeconds(60);

    private final Process process;
    private final Writer input;
    private final List<String> lines = new ArrayList<>();
    private boolean isSilent;

    private Child(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /// Starts a process of this program.
    ///
    /// @param name of the file that gets what it complains about
    static Child start(Path directory, String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.factum.workload.Main", "effects"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.redirectError(directory.resolve(name + ".log").toFile());
        var child = new Child(builder.start());
        Thread.ofVirtual().start(child::read);
        return child;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                add(line);
            }
        } catch (IOException killed) {
            LOG.log(Level.DEBUG, "A process was killed while it was read", killed);
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        isSilent = true;
        notifyAll();
    }

    /// Waits until it has said a line with one of these beginnings; nothing if it ends before, or
    /// the time is over.
    synchronized Optional<String> await(Duration longest, String... beginnings)
            throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Optional<String> found = said(beginnings);
        while (found.isEmpty() && !isSilent) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
            found = said(beginnings);
        }
        return found;
    }

    private Optional<String> said(String... beginnings) {
        return lines.stream()
                .filter(line -> List.of(beginnings).stream().anyMatch(line::startsWith))
                .findFirst();
    }

    /// What it has said first with this beginning, which it has to say.
    String require(String beginning, Duration longest) throws InterruptedException {
        return await(longest, beginning)
                .map(line -> line.substring(beginning.length()))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "A process has not said: " + beginning + lines()));
    }

    /// How often it has said a line.
    synchronized long times(String line) {
        return lines.stream().filter(line::equals).count();
    }

    private synchronized String lines() {
        return lines.toString();
    }

    void tell(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /// Waits for its end; empty if that takes longer.
    Optional<Integer> awaitEnd(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    /// Kills it as `kill -9` does and waits until it is gone.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Ends its input, and waits until it has ended by itself; false if it has not, or with an
    /// error.
    boolean finish() throws IOException, InterruptedException {
        input.close();
        return awaitEnd(LONGEST_END).filter(status -> status == 0).isPresent();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
