package dev.factum.workload.effects;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `factum workload effects --seed N [--keyless] [--small]`, and the processes of a run.
public final class EffectsCommand {

    /// How it is called.
    public static final String USAGE = "factum workload effects --seed N [--keyless] [--small]";

    private EffectsCommand() {}

    /// Runs the workload, or the process of it that the arguments name.
    ///
    /// @return 0 if everything came out as it should, 1 if not, 2 if it was called wrongly
    public static int run(List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            return refuse();
        }
        switch (arguments.getFirst()) {
            case "broker" -> BrokerProcess.run(Path.of(arguments.get(1)));
            case "counter" ->
                    CounterProcess.run(Long.parseLong(arguments.get(1)), Path.of(arguments.get(2)));
            case "listener" -> ListenerProcess.run(arguments.get(1), Path.of(arguments.get(2)));
            case "service" ->
                    ServiceProcess.run(
                            new Setting(
                                    Path.of(arguments.get(1)),
                                    arguments.get(2),
                                    arguments.get(3),
                                    Boolean.parseBoolean(arguments.get(4))),
                            Trap.parse(arguments.get(5)));
            case "--seed" -> {
                return supervise(arguments);
            }
            default -> {
                return refuse();
            }
        }
        return 0;
    }

    private static int refuse() {
        System.err.println(USAGE);
        return 2;
    }

    private static int supervise(List<String> arguments) throws Exception {
        List<String> options = arguments.subList(Math.min(2, arguments.size()), arguments.size());
        if (arguments.size() < 2
                || !arguments.get(1).matches("-?[0-9]{1,18}")
                || !List.of("--keyless", "--small").containsAll(options)) {
            return refuse();
        }
        long seed = Long.parseLong(arguments.get(1));
        Scale scale = options.contains("--small") ? Scale.SMALL : Scale.FULL;
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        return run(scale, seed, options.contains("--keyless"), out) ? 0 : 1;
    }

    /// Runs the workload in a directory of its own, which stays if something is wrong.
    static boolean run(Scale scale, long seed, boolean keyless, PrintWriter out) throws Exception {
        Path directory = Files.createTempDirectory("factum-workload");
        String command =
                "./factum workload effects --seed %d%s%s"
                        .formatted(
                                seed,
                                keyless ? " --keyless" : "",
                                scale.equals(Scale.SMALL) ? " --small" : "");
        out.println(command);
        boolean isExact = new EffectsWorkload(directory, scale, seed, keyless, out).run();
        if (isExact) {
            delete(directory);
            out.println("  Exact.");
        } else {
            out.println("  Not exact. Kept: " + directory + "; again: " + command);
        }
        out.flush();
        return isExact;
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException("The directory cannot be deleted", problem);
        }
    }
}
