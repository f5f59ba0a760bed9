package dev.factum.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The whole demonstration, twice on one file: with the process that is killed and the load from
/// another process.
class DemoTest {

    private static String demo(Path file) {
        var text = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(text));
        int exit =
                command.execute("demo", "--no-wait", "--threads", "60", "--file", file.toString());
        assertThat(exit).as(text.toString()).isZero();
        return text.toString();
    }

    @Test
    void showsBothServicesAndRemembersThem(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("demo.db");
        String first = demo(file);
        assertThat(first)
                .contains("killed (kill -9)")
                .contains("200 cards blocked, 200 different messages, 0 lost, 0 with two bodies")
                .contains("Every card once, every message once in effect")
                .containsPattern("v2 .* 3 +57 +3 +3 ")
                .containsPattern("v3 .* 3 +57 +3 ")
                .containsPattern("v4 .* 3 +57 +3 +3 ")
                .containsPattern("v5 .* 3 +57 +3 +3 ")
                .contains("over HTTP, v4: 3 accepted, 57 refused, 0 failed")
                .doesNotContain("remembers 6 earlier races");
        assertThat(Files.readString(directory.resolve("demo.db.html")))
                .contains("<svg")
                .contains("</html>");
        assertThat(demo(file)).contains("This file remembers 6 earlier races");
    }

    @Test
    void saysWhatIsWrongWithACall() {
        var text = new StringWriter();
        CommandLine command = Main.commandLine().setErr(new PrintWriter(text));
        assertThat(command.execute("demo", "--threads", "0")).isEqualTo(2);
        assertThat(text.toString()).contains("--threads takes a number");
        assertThat(command.execute("load-offers", "http://example.org/offers")).isEqualTo(2);
        assertThat(command.execute("load-offers", "http://127.0.0.1:1/offers", "--threads", "0"))
                .isEqualTo(2);
        assertThat(command.execute("demo", "--port", "99999")).isEqualTo(2);
    }
}
