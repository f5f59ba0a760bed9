package dev.factum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.peer.Peer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final CommandLine command =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

    private String database(Path file) {
        String uri = "factum:sqlite:" + file;
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
            for (int number = 0; number < 50; number++) {
                peer.connect(uri).transact("[{:db/doc \"a note that takes some room\"}]");
            }
        }
        return uri;
    }

    @Test
    void aSoundDatabaseIsSaidToBeSound() {
        String uri = database(directory.resolve("sound.factum"));
        assertThat(command.execute("verify", uri)).isZero();
        assertThat(out.toString()).contains("50 transactions", "Nothing is wrong.");
    }

    @Test
    void aDamagedDatabaseIsSaidToBeDamaged() throws IOException {
        Path file = directory.resolve("damaged.factum");
        String uri = database(file);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long position = 4_096; position < bytes.length(); position += 16) {
                bytes.seek(position);
                bytes.write('?');
            }
        }
        assertThat(command.execute("verify", uri)).isEqualTo(1);
        assertThat(out.toString()).contains(":db.error/storage-corrupt");
    }

    @Test
    void aDatabaseThatIsNotThereIsAnError() {
        assertThat(command.execute("verify", "factum:sqlite:" + directory.resolve("none")))
                .isEqualTo(1);
        assertThat(out.toString()).contains(":db.error/db-not-found");
    }
}
