package dev.factum.gateway.http.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.Exchange;
import dev.factum.machine.request.Exchange.Answered;
import dev.factum.machine.request.Exchange.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that would lead somewhere else than their destination: nothing of them leaves.
class AddressRulesTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        var addresses = new InetAddress[literals.length];
        for (int index = 0; index < literals.length; index++) {
            addresses[index] = InetAddress.getByName(literals[index]);
        }
        return addresses;
    }

    private static HttpGateway gateway(HttpDestination destination, CheckedNames.Lookup lookup) {
        return HttpGateway.to(List.of(destination), lookup, System::nanoTime);
    }

    // ---- bases

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://partner.example",
                "file:///etc/passwd",
                "gopher://partner.example/",
                "ftp://partner.example/",
                "jar:https://partner.example!/x",
                "//partner.example",
                "partner.example",
                "",
                "https:///x",
                "https://user@partner.example",
                "https://user:word@partner.example",
                "https://partner.example@127.0.0.1",
                "https://partner.example/?q",
                "https://partner.example/#f",
                "https://partner.example/a/../b",
                "https://partner.example//b",
                "https://partner.example/%2e%2e",
                "https://2130706433",
                "https://0x7f000001",
                "https://0x7f.1",
                "https://0177.0.0.1",
                "https://127.1",
                "https://127.0.1",
                "https://017700000001",
                "https://par tner.example",
                "https://partner.example\r\nx"
            })
    void aBaseThatIsNotPlainIsRefused(String base) {
        HttpDestinationBuilder builder = HttpDestination.named("partner", base);
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(HttpErrorCode.INVALID_DESTINATION));
    }

    // ---- addresses

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "169.254.169.254",
                "10.1.2.3",
                "192.168.1.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[64:ff9b::7f00:1]",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "0.0.0.0",
                "localhost"
            })
    void anAddressThatIsNotPublicIsRefusedAndNobodyIsCalled(String host) throws IOException {
        try (RawServer server = RawServer.answering(OK);
                var gateway =
                        gateway(
                                HttpDestination.named(
                                                "partner", "http://" + host + ":" + server.port())
                                        .allowInsecure()
                                        .build(),
                                InetAddress::getAllByName)) {
            assertThat(gateway.send(Calls.post("/"))).isInstanceOf(Refused.class);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void oneAddressThatIsNotPublicIsEnough() throws IOException {
        try (RawServer server = RawServer.answering(OK);
                var gateway =
                        gateway(
                                HttpDestination.named(
                                                "partner",
                                                "http://partner.example:" + server.port())
                                        .allowInsecure()
                                        .build(),
                                _ -> addresses("1.1.1.1", "127.0.0.1"))) {
            assertThat(gateway.send(Calls.post("/"))).isInstanceOf(Refused.class);
            assertThat(server.connections()).isZero();
        }
    }

    /// The name is looked up once for each connection, and what was checked is what is connected
    /// to: a second answer that leads elsewhere is never asked for.
    @Test
    void aNameThatFlipsIsLookedUpOnceAndRefusedWhenItLeadsInside() throws IOException {
        Deque<InetAddress[]> answers = new ArrayDeque<>();
        try (RawServer server = RawServer.answering(OK);
                var checked =
                        gateway(
                                HttpDestination.named(
                                                "partner",
                                                "http://partner.example:" + server.port())
                                        .allowInsecure()
                                        .build(),
                                _ -> answers.remove());
                var trusting =
                        gateway(
                                HttpDestination.named(
                                                "partner",
                                                "http://partner.example:" + server.port())
                                        .allowInsecure()
                                        .allowPrivateAddresses()
                                        .build(),
                                _ -> answers.remove())) {
            answers.add(addresses("127.0.0.1"));
            assertThat(checked.send(Calls.post("/"))).isInstanceOf(Refused.class);
            assertThat(server.connections()).isZero();

            answers.add(addresses("127.0.0.1"));
            assertThat(trusting.send(Calls.post("/"))).isInstanceOf(Answered.class);
            assertThat(answers).isEmpty();
            assertThat(server.requests().getFirst())
                    .contains("Host: partner.example:" + server.port());
        }
    }

    // ---- calls

    private static Exchange send(HttpDestination destination, Call call) {
        try (var gateway = HttpGateway.to(List.of(destination))) {
            return gateway.send(call);
        }
    }

    private static void isRefusedUnseen(Call... calls) throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            HttpDestination destination =
                    Calls.to(server)
                            .methods("POST", "GET")
                            .paths("/payments", "/refunds")
                            .header("X-Ours", "yes")
                            .secretHeader("Authorization", "Bearer ", Secret.environment("PATH"))
                            .honoursKeys(java.time.Duration.ofHours(1))
                            .mostSent(20)
                            .build();
            assertThat(send(destination, Calls.post("/payments/1"))).isInstanceOf(Answered.class);
            assertThat(Arrays.asList(calls))
                    .allSatisfy(call ->
                            assertThat(send(destination, call)).isInstanceOf(Refused.class));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void destinationsMethodsAndPathsThatAreNotAllowedAreRefused() throws IOException {
        Call good = Calls.post("/payments");
        isRefusedUnseen(
                new Call(
                        "http://127.0.0.1/",
                        good.method(),
                        good.path(),
                        good.headers(),
                        good.body(),
                        good.key(),
                        good.timeout()),
                Calls.call("DELETE", "/payments", Map.of(), Map.of()),
                Calls.call("CONNECT", "/payments", Map.of(), Map.of()),
                Calls.call("post", "/payments", Map.of(), Map.of()),
                Calls.call("GET /x HTTP/1.1\r\nX: ", "/payments", Map.of(), Map.of()),
                Calls.get("/accounts"),
                Calls.get("/payments-of-others"),
                Calls.get("/payments/../accounts"),
                Calls.get("/payments/%2e%2e/accounts"),
                Calls.get("//elsewhere.example/payments"),
                Calls.get("http://169.254.169.254/"),
                Calls.get("@169.254.169.254/"),
                Calls.get("/payments\r\nX: y"),
                Calls.get("/payments HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n"),
                Calls.call("POST", "/payments", Map.of(), Map.of(Keyword.of("x"), "x".repeat(21))));
    }

    @Test
    void headersThatAreNoneOfTheHandlersBusinessAreRefused() throws IOException {
        isRefusedUnseen(
                header("Host", "elsewhere.example"),
                header("content-length", "0"),
                header("Transfer-Encoding", "chunked"),
                header("Connection", "close"),
                header("Upgrade", "h2c"),
                header("Proxy-Authorization", "x"),
                header("Expect", "100-continue"),
                header("X-Ours", "no"),
                header("authorization", "Bearer stolen"),
                header("Idempotency-Key", "\"another\""),
                header("X Y", "z"),
                header("X:", "z"),
                header("", "z"),
                header("X\r\nY", "z"),
                header("X", "a\r\nY: z"),
                header("X", "a\nb"),
                header("X", "a\u0000b"),
                header("X", "\u560a"));
    }

    private static Call header(String name, String value) {
        return Calls.call("POST", "/payments", Map.of(name, value), Map.of());
    }

    @Test
    void aKeyThatIsNoLineOfVisibleCharactersIsRefused() throws IOException {
        Call good = Calls.post("/payments");
        isRefusedUnseen(key(good, ""), key(good, "a b"), key(good, "a\r\nX: y"), key(good, "é"));
    }

    private static Call key(Call call, String key) {
        return new Call(
                call.destination(),
                call.method(),
                call.path(),
                call.headers(),
                call.body(),
                key,
                call.timeout());
    }
}
