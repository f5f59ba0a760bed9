package dev.factum.gateway.http.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.request.Destination;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Destinations as properties.
class DestinationFileTest {

    @TempDir private Path directory;

    private List<HttpDestination> read(String text) throws IOException {
        Path file = directory.resolve("destinations.properties");
        Files.writeString(file, text);
        return DestinationFile.read(file);
    }

    @Test
    void everyKeyIsRead() throws IOException {
        List<HttpDestination> destinations =
                read(
                        """
                        bureau.base = http://10.0.0.7:8080/api/
                        bureau.allow-insecure = true
                        bureau.allow-private-addresses = true
                        payments.base = https://api.pay.example/v1
                        payments.methods = POST, GET
                        payments.paths = /payments /refunds
                        payments.keys-last = PT24H
                        payments.key-header = X-Key
                        payments.key-quoted = false
                        payments.timeout = PT20S
                        payments.connect-timeout = PT2S
                        payments.attempts = 7
                        payments.first-pause = PT1S
                        payments.longest-pause = PT10M
                        payments.header.X-Client = bank
                        payments.secret.Authorization = Bearer env:PAYMENTS_TOKEN
                        payments.most-at-once = 20
                        payments.most-per-second = 2.5
                        payments.most-sent = 1000
                        payments.most-received = 2000
                        payments.breaker.ratio = 0.25
                        payments.breaker.fewest = 8
                        payments.breaker.window = PT1M
                        payments.breaker.pause = PT15S
                        """);
        HttpDestination bureau = destinations.getFirst();
        assertThat(bureau.at("/check")).isEqualTo(URI.create("http://10.0.0.7:8080/api/check"));
        assertThat(bureau.known().honoursKeys()).isFalse();
        assertThat(bureau.allowsPrivate()).isTrue();
        HttpDestination payments = destinations.getLast();
        assertThat(payments.known())
                .isEqualTo(
                        new Destination(
                                "payments",
                                true,
                                Duration.ofHours(24),
                                Duration.ofSeconds(20),
                                7,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(10)));
        assertThat(payments.keyHeader()).contains(new KeyHeader("X-Key", false));
        assertThat(payments.allows("POST")).isTrue();
        assertThat(payments.allows("PUT")).isFalse();
        assertThat(payments.allowsPath("/refunds/1")).isTrue();
        assertThat(payments.allowsPath("/accounts")).isFalse();
        assertThat(payments.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(payments.headers()).containsEntry("x-client", "bank");
        assertThat(payments.secrets().get("authorization"))
                .isEqualTo(
                        new HttpDestination.SecretHeader(
                                "Bearer ", Secret.environment("PAYMENTS_TOKEN")));
        assertThat(payments.mostAtOnce()).isEqualTo(20);
        assertThat(payments.mostPerSecond()).isEqualTo(2.5);
        assertThat(payments.mostSent()).isEqualTo(1_000);
        assertThat(payments.mostReceived()).isEqualTo(2_000);
        assertThat(payments.breaker())
                .isEqualTo(
                        new CircuitBreaker.Settings(
                                0.25, 8, Duration.ofMinutes(1), Duration.ofSeconds(15)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.methods=GET",
                "a.base=https://a.example\na.colour=red",
                "a.base=https://a.example\na.attempts=many",
                "a.base=https://a.example\na.attempts=0",
                "a.base=https://a.example\na.timeout=10 s",
                "a.base=https://a.example\na.timeout=PT0S",
                "a.base=https://a.example\na.keys-last=PT0S",
                "a.base=https://a.example\na.most-per-second=NaN",
                "a.base=https://a.example\na.secret.Authorization=Bearer abc",
                "a.base=https://a.example\na.header.Host=b.example",
                "a.base=https://a.example\na.header.X\\:Y=z",
                "a.base=\\uZZZZ"
            })
    void whatCannotBeMeantIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(HttpErrorCode.INVALID_DESTINATION);
                            assertThat(error.getMessage()).doesNotContain("abc");
                        });
    }

    @Test
    void aFileThatIsNotThereIsRefusedAndSoAreTwoDestinationsOfOneName() {
        assertThatThrownBy(() -> DestinationFile.read(directory.resolve("missing")))
                .isInstanceOf(FactumError.class);
        HttpDestination one = HttpDestination.named("a", "https://a.example").build();
        assertThatThrownBy(() -> HttpGateway.to(List.of(one, one))).isInstanceOf(FactumError.class);
    }
}
