package dev.factum.workload.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.Connection;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.claim.ParkedClass;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A message that ends every process in which it is handled takes the machine down a few times and
/// then no more.
class KillerMessageTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"halt", "memory"})
    void aMessageThatProcessesDieOfIsParkedAndAllOthersAreDone(String end)
            throws IOException, InterruptedException {
        String uri = "factum:sqlite:" + directory.resolve("killer.db");
        int deaths = 0;
        while (!isEndedWell(uri, end) && deaths < 10) {
            deaths++;
        }
        assertThat(deaths).isEqualTo(1 + KillerService.MOST_DEATHS);
        try (Peer peer = Peer.open();
                Connection connection = peer.connect(uri)) {
            assertThat(connection.db().query("[:find [?n ...] :where [_ :job/name ?n]]"))
                    .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                    .hasSize(KillerService.MESSAGES - 1);
            assertThat(Parked.in(connection.db()))
                    .singleElement()
                    .satisfies(parked -> {
                        assertThat(parked.kind()).isEqualTo(ParkedClass.KILLER);
                        assertThat(parked.code()).isEqualTo(MachineErrorCode.KILLER.code());
                        assertThat(parked.message().key()).isEqualTo("k" + KillerService.KILLER);
                    });
        }
    }

    private static boolean isEndedWell(String uri, String end)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx96m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KillerService.class.getName(),
                                uri,
                                end)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("comes to an end").isTrue();
            return process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }
}
