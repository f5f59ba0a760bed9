package dev.factum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Builtin;
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
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command that lets go of old effects, on a database that a service has left.
class RetentionCommandTest {

    private static final Topic IN = Topic.of("in");
    private static final Topic OUT = Topic.of("out");

    record Amount(long value) {}

    @TempDir private Path directory;

    private static String run(String... arguments) {
        var out = new StringWriter();
        var printer = new PrintWriter(out);
        assertThat(Main.commandLine().setOut(printer).setErr(printer).execute(arguments))
                .as(out.toString())
                .isZero();
        return out.toString();
    }

    private static void serve(String uri) {
        Machine machine =
                Machine.builder()
                        .on(
                                IN,
                                "numbers",
                                Amount.class,
                                (number, _, _) -> Effects.none().message(OUT, "k", number),
                                Contract.nothing().sends(OUT, Amount.class))
                        .build();
        try (Peer peer = Peer.open();
                Runner runner = Runner.start(machine, peer.connect(uri), new InProcessBroker())) {
            for (int each = 0; each < 3; each++) {
                runner.call(Message.of("m" + each, IN, "k", Instant.EPOCH, new Amount(each)));
            }
            assertThat(runner.awaitIdle(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void whatWasSentIsLetGoOnceAndTheDatabaseIsWhole() {
        String uri = "factum:sqlite:" + directory.resolve("numbers.factum");
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
        }
        serve(uri);
        assertThat(run("retention", uri, "--older-than", "P30D")).startsWith("0 decisions");
        assertThat(run("retention", uri, "--older-than", "PT0S")).startsWith("3 decisions");
        assertThat(run("retention", uri, "--older-than", "PT0S")).startsWith("0 decisions");
        assertThat(run("verify", uri)).contains("Nothing is wrong.");
    }

    @Test
    void claimsAreLetGoWholeAndTheDatabaseIsWhole() {
        String uri = "factum:sqlite:" + directory.resolve("numbers.factum");
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
        }
        serve(uri);
        assertThat(claims(uri)).hasSize(3);
        String[] all = {"retention", uri, "--older-than", "PT0S", "--claims-older-than", "PT0S"};
        assertThat(run(all)).contains("3 claims let go");
        assertThat(claims(uri)).isEmpty();
        assertThat(run(all)).contains("0 claims let go");
        assertThat(run("verify", uri)).contains("Nothing is wrong.");
        serve(uri);
        assertThat(claims(uri)).hasSize(3);
        assertThat(run("verify", uri)).contains("Nothing is wrong.");
    }

    /// What indexes and log have of claims, present and past.
    private static Set<Object> claims(String uri) {
        var claims = new HashSet<Object>();
        try (Peer peer = Peer.open()) {
            var connection = peer.connect(uri);
            connection
                    .db()
                    .history()
                    .scan(IndexOrder.AEVT, Prefix.attribute(Builtin.CLAIM))
                    .forEachRemaining(claim -> claims.add(claim.v()));
            connection.log(1, Long.MAX_VALUE).stream()
                    .flatMap(entry -> entry.datoms().stream())
                    .filter(datom -> datom.a() == Builtin.CLAIM)
                    .forEach(claim -> claims.add(claim.v()));
        }
        return claims;
    }
}
