package dev.factum.gateway.http.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that no client of good will sends, over a bare socket.
class RawRequestsTest {

    private static final String HEAD =
            "POST /accounts HTTP/1.1\r\nHost: x\r\nIdempotency-Key: k\r\nContent-Type: application/json\r\n";

    @TempDir private Path directory;

    /// Everything that the server says until it ends the connection.
    private static String said(Service service, String request) throws IOException {
        int port = URI.create(service.front().url()).getPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatCouldBeReadInTwoWaysIsNotRead() throws IOException {
        try (Service service = Service.in(directory)) {
            Map.of(
                            HEAD
                                    + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                            "400",
                            HEAD + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}{}{}",
                            "400",
                            HEAD + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n",
                            "431",
                            "GET /accounts/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                            "400",
                            "GET /accounts/..%2f..%2fx HTTP/1.1\r\nHost: x\r\n\r\n",
                            "400",
                            "GET /accounts/a HTTP/1.1\r\n\r\n",
                            "400",
                            "nonsense\r\n\r\n",
                            "400")
                    .forEach((request, status) -> {
                        String said = told(service, request);
                        assertThat(said)
                                .as(request.substring(0, Math.min(200, request.length())))
                                .startsWith("HTTP/1.1 " + status)
                                .doesNotContain("Jetty", "<html", "Exception");
                    });
            assertThat(service.runner().stats().decided()).isZero();
        }
    }

    private static String told(Service service, String request) {
        try {
            return said(service, request);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aBodyWithoutALengthIsReadNoFurtherThanItMayBe() throws IOException {
        try (Service service = Service.in(directory, front -> front.mostBody(1_000))) {
            String chunk = "3e8\r\n" + " ".repeat(1_000) + "\r\n";
            String request =
                    HEAD
                            + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + chunk.repeat(3)
                            + "0\r\n\r\n";
            assertThat(said(service, request)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void textThatIsNoUtf8AndQueriesThatCannotBeReadAreMalformed() throws IOException {
        try (Service service = Service.in(directory)) {
            assertThat(said(service, HEAD + "Connection: close\r\nContent-Length: 1\r\n\r\n\u00e9"))
                    .startsWith("HTTP/1.1 400");
            assertThat(
                            said(
                                    service,
                                    "GET /accounts/a?x=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }
}
