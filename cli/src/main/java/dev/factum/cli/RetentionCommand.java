package dev.factum.cli;

import dev.factum.machine.retention.Forgetting;
import dev.factum.machine.retention.ForgettingReport;
import dev.factum.machine.retention.Retention;
import dev.factum.machine.run.Machine;
import dev.factum.peer.Peer;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lets go of what old decisions owed and nobody needs any more.
///
/// Opens the database, so the service that works on it must be stopped; a service does the same
/// while it works, with `RunnerOptions.retention`.
@Command(
        name = "retention",
        description = {
            "Let go of old messages, replies and requests in the log, once sent and not needed.",
            "Stop the service first: a database has one writer."
        })
final class RetentionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "URI",
            description = "The database, such as factum:sqlite:cards.factum.")
    private String uri = "";

    @Option(
            names = "--machine",
            description = "Whose decisions; main if not said.",
            defaultValue = "main")
    private String machine = "main";

    @Option(
            names = "--older-than",
            required = true,
            description = "For how long all is kept, such as P30D or PT12H.")
    private Duration age = Duration.ZERO;

    @Option(
            names = "--claims-older-than",
            description = {
                "For how long duplicates are known, of all machines on the database;",
                "for ever if not said. A message that comes again later is decided anew."
            })
    private @Nullable Duration claims;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Peer peer = Peer.open()) {
            var connection = peer.connect(uri);
            Machine.install(connection);
            ForgettingReport forgotten =
                    Forgetting.run(
                            connection,
                            machine,
                            claims == null ? Retention.of(age) : Retention.of(age).claims(claims),
                            InstantSource.system(),
                            () -> true);
            out.printf(
                    "%,d decisions shortened, the log by %,d bytes; %,d older ones are needed still."
                            + " Looked at up to t %,d. %,d claims let go.%n",
                    forgotten.decisions(),
                    forgotten.bytes(),
                    forgotten.kept(),
                    forgotten.through(),
                    forgotten.claims());
        }
        out.flush();
        return 0;
    }
}
