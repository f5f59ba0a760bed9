package dev.factum.cli.demo;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs everything on embedded defaults: blocks cards through a crash, races for offers in six
/// ways, draws the picture.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Show both example services at work on one SQLite file.")
public final class DemoCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The SQLite file; made if it is not there (default: ${DEFAULT-VALUE}).",
            defaultValue = "factum-demo.db")
    private Path file = Path.of("factum-demo.db");

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads race (default: ${DEFAULT-VALUE}).",
            defaultValue = "100")
    private int threads = 100;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Port of the offers service; 0 takes a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private int port;

    @Option(names = "--no-wait", description = "End after the picture instead of serving on.")
    private boolean noWait;

    @Option(
            names = "--kafka",
            description = "Show services in processes of their own on a real Kafka broker instead.")
    private boolean kafka;

    @Override
    public Integer call() throws Exception {
        if (threads < 4 || threads > 1_000) {
            throw new ParameterException(
                    spec.commandLine(), "--threads takes a number from 4 to 1000");
        }
        if (port < 0 || port > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--port takes a number from 0 to 65535");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path database = file.toAbsolutePath();
        if (kafka) {
            return KafkaDemo.run(database, out) ? 0 : 1;
        }
        new CardsDemo(database, out).run();
        try (OffersDemo offers = OffersDemo.start(database, port, out)) {
            offers.run(threads);
            if (!noWait && isTerminal()) {
                out.println("Serving on; Ctrl-C ends it.");
                out.flush();
                waitForInterrupt(offers);
            }
        }
        out.println("Done. Run it again: the file remembers.");
        out.flush();
        return 0;
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /// Waits until the process is asked to end, and closes the service before it does.
    private static void waitForInterrupt(OffersDemo offers) throws InterruptedException {
        var never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(offers::close, "demo-shutdown"));
        never.await();
    }
}
