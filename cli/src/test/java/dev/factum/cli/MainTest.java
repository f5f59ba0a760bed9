package dev.factum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            Main.commandLine()
                    .addSubcommand(new Refuse())
                    .addSubcommand(new Break())
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err));

    @Test
    void helpNamesTheCommandsOfTheLauncherToo() {
        assertThat(command.execute("help")).isZero();
        assertThat(out.toString()).contains("Usage: factum", "test ", "bench ");
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(command.execute("--version")).isZero();
        assertThat(out.toString()).matches("(?s)Factum \\d+\\.\\d+\\.\\d+.*Java 2[5-9].*");
    }

    @Test
    void noCommandAndUnknownCommandsAreUsageErrors() {
        assertThat(command.execute()).isEqualTo(2);
        assertThat(command.execute("fly")).isEqualTo(2);
        assertThat(err.toString()).contains("Which command?", "fly", "Usage: factum");
    }

    @Test
    void anErrorWithACodeIsOneLineAndADefectIsShownWhole() {
        assertThat(command.execute("refuse")).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines(":db.error/db-not-found No such");

        assertThat(command.execute("break")).isEqualTo(1);
        assertThat(err.toString()).contains("IllegalStateException: broken", "\tat dev.factum.cli");
    }

    @Command(name = "refuse")
    private static final class Refuse implements Runnable {
        @Override
        public void run() {
            throw FactumError.of(DbErrorCode.DB_NOT_FOUND, "No such");
        }
    }

    @Command(name = "break")
    private static final class Break implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("broken");
        }
    }
}
