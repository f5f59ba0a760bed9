package dev.factum.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three services, a broker, and two kills, from one end to the other.
class KafkaDemoTest {

    @Test
    void nothingIsLostOrDoubledBetweenServices(@TempDir Path directory) {
        var text = new StringWriter();
        int exit =
                Main.commandLine()
                        .setOut(new PrintWriter(text))
                        .execute("demo", "--kafka", "--file", directory.resolve("d.db").toString());
        assertThat(exit).as(text.toString()).isZero();
        assertThat(text.toString())
                .contains("killed (kill -9)")
                .contains("200 cards blocked, 200 different messages about them")
                .contains("30 loans paid out by 30 payments, of 30")
                .contains("350 messages kept by notifications, of 350; 0 with two bodies");
    }
}
