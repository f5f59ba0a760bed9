package dev.factum.gateway.http.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.request.Exchange;
import dev.factum.machine.request.Exchange.Answered;
import dev.factum.machine.request.Exchange.Deferred;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets reach the partner, and nobody else.
class SecretsTest {

    private static final String CANARY = "canary-4711-yellow";

    @TempDir private Path directory;

    private Path file(String content) throws IOException {
        Path file = directory.resolve("token");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        return file;
    }

    private static void refused(Secret secret) {
        HttpDestination destination =
                HttpDestination.named("partner", "https://partner.example")
                        .secretHeader("Authorization", "Bearer ", secret)
                        .build();
        assertThatThrownBy(() -> HttpGateway.to(List.of(destination)))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(HttpErrorCode.SECRET_UNAVAILABLE);
                            assertThat(error.getMessage()).doesNotContain(CANARY);
                        });
    }

    @Test
    void aSecretThatIsNotThereOrOpenToAllStopsTheStart() throws IOException {
        refused(Secret.environment("FACTUM_NO_SUCH_VARIABLE"));
        refused(Secret.file(directory.resolve("missing")));
        refused(Secret.file(file(" \n")));
        Path open = file(CANARY);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        refused(Secret.file(open));
    }

    @Test
    void aSecretIsReadForEachCallAndIsInNoExchangeNoTextAndNoLog() throws IOException {
        Path token = file(CANARY + "\n");
        var logged = new StringBuilder();
        Logger root = Logger.getLogger("");
        Handler listening = listening(logged);
        root.addHandler(listening);
        Logger ours = Logger.getLogger("dev.factum");
        ours.setLevel(Level.ALL);
        try (RawServer server = RawServer.that(RawServer.Connection::readRequest)) {
            HttpDestination destination =
                    Calls.to(server)
                            .secretHeader("Authorization", "Bearer ", Secret.file(token))
                            .build();
            try (var gateway = HttpGateway.to(List.of(destination))) {
                Exchange unknown = gateway.send(Calls.post("/x"));
                assertThat(server.requests().getFirst())
                        .contains("Authorization: Bearer " + CANARY + "\r\n");
                Files.writeString(token, CANARY + "-new");
                gateway.send(Calls.post("/x"));
                assertThat(server.requests().getLast()).contains(CANARY + "-new\r\n");
                Files.delete(token);
                Exchange deferred = gateway.send(Calls.post("/x"));
                assertThat(deferred).isInstanceOf(Deferred.class);
                assertThat(server.requests()).hasSize(2);
                assertThat(unknown + "" + deferred + destination).doesNotContain(CANARY);
            }
        } finally {
            root.removeHandler(listening);
        }
        assertThat(logged).contains("An attempt failed").doesNotContain(CANARY);
    }

    private static Handler listening(StringBuilder logged) {
        var handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord entry) {
                        logged.append(new SimpleFormatter().format(entry));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        handler.setLevel(Level.ALL);
        return handler;
    }

    @Test
    void aSecretOfTheEnvironmentIsSent() throws IOException {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            HttpDestination destination =
                    Calls.to(server).secretHeader("X-Path", "", Secret.environment("PATH")).build();
            try (var gateway = HttpGateway.to(List.of(destination))) {
                assertThat(gateway.send(Calls.get("/x"))).isInstanceOf(Answered.class);
            }
            assertThat(server.requests().getFirst())
                    .contains("X-Path: " + System.getenv("PATH").strip());
        }
    }
}
