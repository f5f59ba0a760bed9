package dev.factum.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.DatabaseUri;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.Builtin;
import dev.factum.storage.verify.Verification;
import dev.factum.transactor.EmbeddedTransactors;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes under load is killed (SIGKILL) at thirty moments. Whatever it had
/// acknowledged is there, once; whatever is there is whole, in the log and in the indexes; t has no
/// gap.
class KillTest {

    private static final int KILLS = 30;

    @TempDir private Path directory;

    @Test
    void killingTheWriterAtAnyMomentLosesNothingThatWasAcknowledged() throws Exception {
        String uri = "factum:sqlite:" + directory.resolve("killed.factum");
        List<String> acknowledged = new ArrayList<>();
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
            try (Connection connection = peer.connect(uri)) {
                connection.transact(PairWriter.SCHEMA);
            }
            for (int round = 0; round < KILLS; round++) {
                int acks = new Random(round).nextInt(round % 5 == 0 ? 10 : 400);
                List<String> fresh = writeAndKill(uri, "round " + round, acks);
                assertThat(fresh).hasSizeGreaterThanOrEqualTo(acks);
                acknowledged.addAll(fresh);
                check(peer, uri, acknowledged);
            }
            assertThat(indexed(uri)).as("the t up to which it is indexed").isGreaterThan(1_000);
        }
    }

    private static long indexed(String uri) {
        return new EmbeddedTransactors().verify(DatabaseUri.parse(uri)).indexed();
    }

    /// What the process has acknowledged, the lines that were still in the pipe included.
    private List<String> writeAndKill(String uri, String prefix, int acks)
            throws IOException, InterruptedException {
        Process process = start(uri, prefix);
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            assertThat(line).isEqualTo(PairWriter.READY);
            while (line != null && lines.size() < acks) {
                line = output.readLine();
                lines.add(line);
            }
            assertThat(process.isAlive()).as("still writing").isTrue();
            process.toHandle().destroyForcibly(); // unlike the process's own, leaves the pipe open
            output.lines().forEach(lines::add);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return lines;
    }

    private static Process start(String uri, String prefix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PairWriter.class.getName(),
                        uri,
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void check(Peer peer, String uri, List<String> acknowledged) {
        Verification found = new EmbeddedTransactors().verify(DatabaseUri.parse(uri));
        assertThat(found.problems()).isEmpty();
        try (Connection connection = peer.connect(uri)) {
            List<LogEntry> log = connection.log(1, Long.MAX_VALUE);
            assertThat(log)
                    .extracting(LogEntry::t)
                    .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
            List<String> keys =
                    log.stream().skip(1).map(each -> wholePair(connection, each)).toList();
            assertThat(keys).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(connection.db().basisT()).isEqualTo(log.size());
            if (!keys.isEmpty()) {
                assertThat(connection.submit(PairWriter.pair(keys.getLast())))
                        .as("asking again with its claim")
                        .isEqualTo(new TxResult.Duplicate(log.size()));
            }
        }
    }

    /// The key of a transaction that is whole: its claim and both halves.
    private static String wholePair(Connection connection, LogEntry entry) {
        var schema = connection.db().schema();
        List<Datom> facts =
                entry.datoms().stream().filter(each -> each.a() != Builtin.TX_INSTANT).toList();
        assertThat(facts)
                .extracting(Datom::a)
                .containsExactlyInAnyOrder(
                        Builtin.CLAIM,
                        schema.idOf(PairWriter.LEFT).orElseThrow(),
                        schema.idOf(PairWriter.RIGHT).orElseThrow());
        assertThat(facts).extracting(Datom::v).containsOnly(facts.getFirst().v());
        return Objects.toString(facts.getFirst().v());
    }
}
