package dev.factum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.Connection;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.peer.Peer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command for what could not be decided, on a database that a service has left.
class ParkCommandTest {

    private static final Topic IN = Topic.of("in");

    record Amount(long value) {}

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final CommandLine command =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    private String uri = "";

    private static Effects handle(Amount number) {
        if (number.value() < 0) {
            throw new IllegalArgumentException("less than nothing");
        }
        return Effects.none();
    }

    private void serve(String... messages) {
        Machine machine =
                Machine.builder()
                        .on(
                                IN,
                                "numbers",
                                Amount.class,
                                (number, _, _) -> handle(number),
                                Contract.nothing())
                        .build();
        try (Peer peer = Peer.open();
                Runner runner = Runner.start(machine, peer.connect(uri), new InProcessBroker())) {
            for (String id : messages) {
                runner.call(Message.of(id, IN, id, Instant.EPOCH, new Amount(-1)));
            }
            assertThat(runner.awaitIdle(Duration.ofSeconds(20))).isTrue();
        }
    }

    @BeforeEach
    void parkTwo() {
        uri = "factum:sqlite:" + directory.resolve("numbers.factum");
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
        }
        serve("m1", "m2");
    }

    private String run(int exitCode, String... arguments) {
        out.getBuffer().setLength(0);
        assertThat(command.execute(arguments)).as(out.toString()).isEqualTo(exitCode);
        return out.toString();
    }

    @Test
    void whatIsParkedIsListedAndShown() {
        assertThat(run(0, "park", "list", uri))
                .contains("main/numbers/m1  handler  runs 1", "main/numbers/m2");
        assertThat(run(0, "park", "show", uri, "main/numbers/m1"))
                .contains("less than nothing", ":message/id \"m1\"");
        assertThat(run(1, "park", "show", uri, "main/numbers/m9"))
                .contains(":factum.machine/not-parked");
    }

    @Test
    void whatIsReplayedIsTriedWhenTheServiceRuns() {
        assertThat(run(0, "park", "replay", uri, "main/numbers/m1", "--by", "ann"))
                .contains("1 will be tried again");
        serve();
        assertThat(run(0, "park", "list", uri))
                .contains("main/numbers/m1  handler  runs 2", "main/numbers/m2  handler  runs 1");
        assertThat(run(0, "park", "replay", uri, "--by", "ann")).contains("2 will be tried again");
    }

    @Test
    void whatIsEditedIsDecidedInstead() {
        run(
                0,
                "park",
                "edit",
                uri,
                "main/numbers/m1",
                "{:amount/value 5}",
                "--by",
                "ann",
                "--reason",
                "sign");
        run(0, "park", "discard", uri, "main/numbers/m2", "--by", "ann", "--reason", "a test");
        serve();
        assertThat(run(0, "park", "list", uri)).isEmpty();
        try (Peer peer = Peer.open()) {
            Connection connection = peer.connect(uri);
            assertThat(
                            connection
                                    .db()
                                    .queryColumns(
                                            """
                                            [:find ?action ?why
                                             :where [?tx :factum.operator/name "ann"]
                                                    [?tx :factum.operator/action ?action]
                                                    [?tx :factum.operator/reason ?why]]\
                                            """)
                                    .size())
                    .isEqualTo(2);
        }
    }

    @Test
    void whoeverActsHasANameAndAReason() {
        assertThat(run(2, "park", "discard", uri, "main/numbers/m1", "--reason", "x"))
                .contains("--by");
        assertThat(run(1, "park", "discard", uri, "main/numbers/m1", "--by", " ", "--reason", "x"))
                .contains(":factum.machine/invalid-operator");
        assertThat(
                        run(
                                1,
                                "park",
                                "edit",
                                uri,
                                "main/numbers/m1",
                                "7",
                                "--by",
                                "a",
                                "--reason",
                                "x"))
                .contains(":factum.machine/invalid-payload");
        assertThat(run(1, "park", "settle", uri, "none", "happened", "--by", "ann"))
                .contains(":factum.machine/not-unknown");
        assertThat(run(2, "park", "settle", uri, "none", "nothing", "--by", "ann"))
                .contains("Nobody finds out");
    }
}
