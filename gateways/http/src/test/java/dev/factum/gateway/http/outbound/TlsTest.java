package dev.factum.gateway.http.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.request.Exchange;
import dev.factum.machine.request.Exchange.Answered;
import dev.factum.machine.request.Exchange.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who the partner is, is checked by its name while its checked address is connected to.
class TlsTest {

    private static final char[] WORD = "changeit".toCharArray();
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @TempDir private static Path directory;
    private static Path keys;

    /// A key pair of `partner.example`, made by the JDK's own tool.
    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        keys = directory.resolve("partner.p12");
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "partner",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=partner",
                                "-ext",
                                "san=dns:partner.example",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(WORD),
                                "-keystore",
                                keys.toString())
                        .inheritIO()
                        .start();
        assertThat(tool.waitFor()).isZero();
    }

    private static RawServer partner() throws IOException, GeneralSecurityException {
        SSLContext own = SSLContexts.custom().loadKeyMaterial(keys.toFile(), WORD, WORD).build();
        return RawServer.over(
                own.getServerSocketFactory(),
                connection -> {
                    while (connection.readRequest()) {
                        connection.write(OK);
                    }
                });
    }

    private static SSLContext trusting() throws IOException, GeneralSecurityException {
        return SSLContexts.custom().loadTrustMaterial(keys.toFile(), WORD).build();
    }

    private static HttpDestinationBuilder at(String host, RawServer server) {
        return HttpDestination.named("partner", "https://" + host + ":" + server.port())
                .allowPrivateAddresses();
    }

    private static Exchange send(HttpDestination destination) {
        try (var gateway =
                HttpGateway.to(
                        List.of(destination),
                        _ -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                        System::nanoTime)) {
            return gateway.send(Calls.post("/x"));
        }
    }

    @Test
    void aPartnerWithTheRightNameIsSpokenTo() throws IOException, GeneralSecurityException {
        try (RawServer server = partner()) {
            assertThat(send(at("partner.example", server).trust(trusting()).build()))
                    .isInstanceOf(Answered.class);
            assertThat(server.requests().getFirst())
                    .contains("Host: partner.example:" + server.port());
        }
    }

    @Test
    void aPartnerWithAnotherNameGetsNothing() throws IOException, GeneralSecurityException {
        try (RawServer server = partner()) {
            assertThat(send(at("other.example", server).trust(trusting()).build()))
                    .isEqualTo(new NotSent("No secure connection"));
            assertThat(send(at("127.0.0.1", server).trust(trusting()).build()))
                    .isEqualTo(new NotSent("No secure connection"));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aPartnerThatNobodyVouchesForGetsNothing() throws IOException, GeneralSecurityException {
        try (RawServer server = partner()) {
            assertThat(send(at("partner.example", server).build()))
                    .isEqualTo(new NotSent("No secure connection"));
            assertThat(server.requests()).isEmpty();
        }
    }
}
