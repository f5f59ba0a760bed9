package dev.factum.gateway.http.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.factum.facts.value.Keyword;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.Exchange;
import dev.factum.machine.request.Exchange.Answered;
import dev.factum.machine.request.Exchange.Deferred;
import dev.factum.machine.request.Exchange.NotSent;
import dev.factum.machine.request.Exchange.Unknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes of an attempt, with a partner that misbehaves in every way, and how often the partner
/// sees it.
class HttpGatewayTest {

    private static final Keyword TEXT = Keyword.of("body/text");
    private static final String OK =
            "HTTP/1.1 201 Created\r\nContent-Length: 2\r\nX-Id: 7\r\nx-id: 8\r\n\r\nok";

    private static Exchange send(HttpDestination destination, Call call) {
        try (var gateway = HttpGateway.to(List.of(destination))) {
            return gateway.send(call);
        }
    }

    private static Answered answered(HttpDestination destination, Call call) {
        Exchange exchange = send(destination, call);
        assertThat(exchange).isInstanceOf(Answered.class);
        return (Answered) exchange;
    }

    @Test
    void anAnswerIsComplete() throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            Answered answer = answered(Calls.to(server).build(), Calls.post("/payments?x=1"));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.headers()).containsEntry("x-id", "7, 8").doesNotContainKey("X-Id");
            assertThat(answer.body()).isEqualTo(Map.of(TEXT, "ok"));
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /v1/payments?x=1 HTTP/1.1\r\n")
                    .contains("Host: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("Content-Type: application/json\r\n")
                    .endsWith("\r\n\r\n{\"cardId\":7}")
                    .doesNotContainIgnoringCase("idempotency-key")
                    .doesNotContainIgnoringCase("accept-encoding")
                    .doesNotContainIgnoringCase("upgrade");
        }
    }

    @Test
    void theKeyIsSaidInThePartnersWay() throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            send(Calls.to(server).honoursKeys(Duration.ofHours(1)).build(), Calls.post("/a"));
            send(
                    Calls.to(server)
                            .honoursKeys(Duration.ofHours(1), new KeyHeader("X-Request-Id", false))
                            .build(),
                    Calls.post("/b"));
            assertThat(server.requests().getFirst()).contains("\r\nIdempotency-Key: \"key-1\"\r\n");
            assertThat(server.requests().getLast()).contains("\r\nX-Request-Id: key-1\r\n");
        }
    }

    @Test
    void whatIsKnownOfADestinationIsToldAndOfNoOther() throws IOException {
        try (RawServer server = RawServer.answering(OK);
                var gateway =
                        HttpGateway.to(
                                List.of(
                                        Calls.to(server)
                                                .honoursKeys(Duration.ofHours(9))
                                                .attempts(
                                                        3,
                                                        Duration.ofMillis(5),
                                                        Duration.ofMillis(50))
                                                .build()))) {
            assertThat(gateway.destination("partner"))
                    .hasValueSatisfying(known -> {
                        assertThat(known.honoursKeys()).isTrue();
                        assertThat(known.keysLast()).isEqualTo(Duration.ofHours(9));
                        assertThat(known.attempts()).isEqualTo(3);
                    });
            assertThat(gateway.destination("other")).isEmpty();
        }
    }

    // ---- nothing was sent

    @Test
    void aClosedPortTakesNothing() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        HttpDestination destination =
                HttpDestination.named("partner", "http://127.0.0.1:" + port)
                        .allowInsecure()
                        .allowPrivateAddresses()
                        .build();
        assertThat(send(destination, Calls.post("/")))
                .isEqualTo(new NotSent("The partner takes no connection"));
    }

    @Test
    void aNameWithoutAnAddressTakesNothing() {
        CheckedNames.Lookup nobody =
                host -> {
                    throw new UnknownHostException(host);
                };
        try (var gateway =
                HttpGateway.to(
                        List.of(
                                HttpDestination.named("partner", "https://nowhere.example")
                                        .build()),
                        nobody,
                        System::nanoTime)) {
            assertThat(gateway.send(Calls.get("/")))
                    .isEqualTo(new NotSent("The partner's name has no address"));
        }
    }

    @Test
    void aPartnerThatAcceptsAndDoesNotShakeHandsGetsNothing() throws IOException {
        try (RawServer server = RawServer.that(RawServer.Connection::awaitEnd)) {
            HttpDestination destination =
                    HttpDestination.named("partner", "https://127.0.0.1:" + server.port())
                            .allowPrivateAddresses()
                            .connectTimeout(Duration.ofMillis(100))
                            .build();
            assertThat(send(destination, Calls.post("/")))
                    .isEqualTo(new NotSent("No connection within the time"));
            assertThat(send(destination, Calls.within(Duration.ofMillis(50), Calls.post("/"))))
                    .isEqualTo(new NotSent("No connection within the time"));
        }
    }

    @Test
    void aPartnerThatSpeaksNoTlsGetsNothing() throws IOException {
        RawServer.Behaviour plain =
                connection -> {
                    connection.write(OK);
                    connection.awaitEnd();
                };
        try (RawServer server = RawServer.that(plain)) {
            HttpDestination destination =
                    HttpDestination.named("partner", "https://127.0.0.1:" + server.port())
                            .allowPrivateAddresses()
                            .build();
            assertThat(send(destination, Calls.post("/")))
                    .isEqualTo(new NotSent("No secure connection"));
        }
    }

    // ---- nobody knows

    /// The JDK's client would send a `GET` twice here, on a connection that it had kept.
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE"})
    void aConnectionThatEndsIsUnknownAndTheRequestIsSeenOnce(String method) throws IOException {
        RawServer.Behaviour once =
                connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 204 No Content\r\n\r\n");
                    connection.readRequest();
                };
        Call call = Calls.call(method, "/x", Map.of(), Map.of());
        try (RawServer server = RawServer.that(once);
                var gateway =
                        HttpGateway.to(
                                List.of(
                                        Calls.to(server)
                                                .honoursKeys(Duration.ofHours(1))
                                                .build()))) {
            assertThat(gateway.send(call)).isInstanceOf(Answered.class);
            assertThat(gateway.send(call))
                    .isEqualTo(new Unknown("The connection ended before the answer"));
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2);
        }
        RawServer.Behaviour never = RawServer.Connection::readRequest;
        try (RawServer server = RawServer.that(never)) {
            assertThat(send(Calls.to(server).build(), call))
                    .isEqualTo(new Unknown("The connection ended before the answer"));
            assertThat(server.requests()).hasSize(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aResetIsUnknownAndTheRequestIsSeenOnce(String method) throws IOException {
        RawServer.Behaviour behaviour =
                connection -> {
                    connection.readRequest();
                    connection.reset();
                };
        try (RawServer server = RawServer.that(behaviour)) {
            assertThat(send(Calls.to(server).build(), Calls.call(method, "/x", Map.of(), Map.of())))
                    .isEqualTo(new Unknown("The connection broke"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void whereKeysAreNotHonouredEachRequestHasAConnectionOfItsOwn() throws IOException {
        try (RawServer server = RawServer.answering(OK);
                var gateway = HttpGateway.to(List.of(Calls.to(server).build()))) {
            gateway.send(Calls.post("/x"));
            gateway.send(Calls.post("/x"));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void noAnswerIsUnknownWhenTheTimeIsOver() throws IOException {
        RawServer.Behaviour silent =
                connection -> {
                    connection.readRequest();
                    connection.awaitEnd();
                };
        try (RawServer server = RawServer.that(silent)) {
            Call call = Calls.within(Duration.ofSeconds(1), Calls.post("/x"));
            assertThat(send(Calls.to(server).build(), call))
                    .isEqualTo(new Unknown("No answer within the time"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerThatTricklesInIsUnknownWhenTheTimeIsOver() throws IOException {
        RawServer.Behaviour trickle =
                connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        connection.write("1\r\nx\r\n");
                    }
                };
        try (RawServer server = RawServer.that(trickle)) {
            Call call = Calls.within(Duration.ofSeconds(1), Calls.post("/x"));
            HttpDestination patient = Calls.to(server).mostReceived(Integer.MAX_VALUE - 1).build();
            assertThat(send(patient, call)).isEqualTo(new Unknown("No answer within the time"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nX: y",
                "HTTP/1.1 200 OK\r\nX: y\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
            })
    void halfAnAnswerIsUnknown(String half) throws IOException {
        RawServer.Behaviour behaviour =
                connection -> {
                    connection.readRequest();
                    connection.write(half);
                };
        try (RawServer server = RawServer.that(behaviour)) {
            assertThat(send(Calls.to(server).build(), Calls.post("/x")))
                    .isInstanceOf(Unknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void whatIsNoHttpIsUnknown(String noise) throws IOException {
        try (RawServer server = RawServer.answering(noise)) {
            Call call = Calls.within(Duration.ofSeconds(5), Calls.post("/x"));
            assertThat(send(Calls.to(server).build(), call)).isInstanceOf(Unknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anAttemptUnderWayIsUnknownWhenTheGatewayIsClosed() throws IOException {
        var arrived = new CountDownLatch(1);
        RawServer.Behaviour silent =
                connection -> {
                    connection.readRequest();
                    arrived.countDown();
                    connection.awaitEnd();
                };
        try (RawServer server = RawServer.that(silent)) {
            var gateway = HttpGateway.to(List.of(Calls.to(server).build()));
            var exchange = CompletableFuture.supplyAsync(() -> gateway.send(Calls.post("/x")));
            assertTimeoutPreemptively(Calls.LONG, () -> arrived.await());
            gateway.close();
            assertThat(exchange.join()).isInstanceOf(Unknown.class);
            assertThat(gateway.send(Calls.post("/x"))).isInstanceOf(NotSent.class);
        }
    }

    // ---- answers that are too much

    @Test
    void ofALargeAnswerTheStatusAndTheBeginningAreKept() throws IOException {
        RawServer.Behaviour endless =
                connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nFactum-Cut: no\r\n\r\n");
                    while (true) {
                        connection.write("x".repeat(1_000));
                    }
                };
        try (RawServer server = RawServer.that(endless)) {
            Answered answer =
                    answered(Calls.to(server).mostReceived(1_500).build(), Calls.get("/x"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("factum-cut", "body");
            assertThat(answer.body()).isEqualTo(Map.of(TEXT, "x".repeat(1_500)));
            assertTimeoutPreemptively(Calls.LONG, () -> awaitFailure(server));
        }
    }

    private static void awaitFailure(RawServer server) {
        while (server.failures().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anAnswerThatJustFitsIsNotMarked() throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            Answered answer = answered(Calls.to(server).mostReceived(2).build(), Calls.get("/x"));
            assertThat(answer.headers()).doesNotContainKey("factum-cut");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void ofAnAnswerWithTooMuchHeadTheStatusIsKept(int lines) throws IOException {
        String line = "X-Long: " + "x".repeat(20_000 / lines) + "\r\n";
        String answer = "HTTP/1.1 402 Payment Required\r\n" + line.repeat(lines) + "\r\n";
        try (RawServer server = RawServer.answering(answer)) {
            Answered kept = answered(Calls.to(server).build(), Calls.post("/x"));
            assertThat(kept.status()).isEqualTo(402);
            assertThat(kept.headers()).containsOnly(Map.entry("factum-cut", "headers"));
            assertThat(kept.body()).isEmpty();
        }
    }

    // ---- answers that a client might act on

    @ParameterizedTest
    @ValueSource(
            strings = {
                "301 Moved\r\nLocation: /elsewhere",
                "302 Found\r\nLocation: http://169.254.169.254/latest/meta-data",
                "303 See Other\r\nLocation: /elsewhere",
                "307 Temporary Redirect\r\nLocation: /elsewhere",
                "308 Permanent Redirect\r\nLocation: /elsewhere",
                "401 Unauthorized\r\nWWW-Authenticate: Basic realm=x",
                "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x",
                "408 Request Timeout",
                "421 Misdirected Request",
                "425 Too Early",
                "429 Too Many Requests\r\nRetry-After: 0",
                "500 Internal Server Error",
                "503 Service Unavailable\r\nRetry-After: 0"
            })
    void anAnswerIsReportedAndNotActedOn(String head) throws IOException {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n")) {
            Answered answer =
                    answered(
                            Calls.to(server).honoursKeys(Duration.ofHours(1)).build(),
                            Calls.get("/x"));
            assertThat(head).startsWith(String.valueOf(answer.status()));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aCookieIsNotGivenBack() throws IOException {
        try (RawServer server =
                        RawServer.answering(
                                "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
                var gateway = HttpGateway.to(List.of(Calls.to(server).build()))) {
            gateway.send(Calls.get("/x"));
            gateway.send(Calls.get("/x"));
            assertThat(server.requests().getLast()).doesNotContainIgnoringCase("cookie");
        }
    }

    // ---- limits

    @Test
    void tooManyAtOnceAreDeferredAndOtherDestinationsAreNot() throws IOException {
        var arrived = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        RawServer.Behaviour slow =
                connection -> {
                    connection.readRequest();
                    arrived.countDown();
                    awaited(leave);
                    connection.write(OK);
                };
        try (RawServer slowServer = RawServer.that(slow);
                RawServer quick = RawServer.answering(OK);
                var gateway =
                        HttpGateway.to(
                                List.of(
                                        Calls.to(slowServer).mostAtOnce(1).build(),
                                        HttpDestination.named(
                                                        "quick", "http://127.0.0.1:" + quick.port())
                                                .allowInsecure()
                                                .allowPrivateAddresses()
                                                .build()))) {
            var first = CompletableFuture.supplyAsync(() -> gateway.send(Calls.post("/x")));
            assertTimeoutPreemptively(Calls.LONG, () -> arrived.await());
            assertThat(gateway.send(Calls.post("/x")))
                    .isInstanceOfSatisfying(
                            Deferred.class, held -> assertThat(held.pause()).isPositive());
            Call other = Calls.post("/x");
            assertThat(
                            gateway.send(
                                    new Call(
                                            "quick",
                                            other.method(),
                                            other.path(),
                                            other.headers(),
                                            other.body(),
                                            other.key(),
                                            other.timeout())))
                    .isInstanceOf(Answered.class);
            leave.countDown();
            assertThat(first.join()).isInstanceOf(Answered.class);
            assertThat(gateway.send(Calls.post("/x"))).isInstanceOf(Answered.class);
        }
    }

    private static void awaited(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    @Test
    void tooManyASecondAreDeferredAndAFailingPartnerIsLeftAlone() throws IOException {
        var now = new AtomicLong();
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
                var gateway =
                        HttpGateway.to(
                                List.of(
                                        Calls.to(server)
                                                .mostPerSecond(4)
                                                .breaker(
                                                        0.5,
                                                        5,
                                                        Duration.ofMinutes(1),
                                                        Duration.ofSeconds(7))
                                                .build()),
                                InetAddress::getAllByName,
                                now::get)) {
            for (int n = 0; n < 4; n++) {
                assertThat(gateway.send(Calls.post("/x"))).isInstanceOf(Answered.class);
            }
            assertThat(gateway.send(Calls.post("/x")))
                    .isEqualTo(
                            new Deferred(
                                    "There are too many calls a second", Duration.ofMillis(250)));
            now.addAndGet(Duration.ofMillis(250).toNanos());
            assertThat(gateway.send(Calls.post("/x"))).isInstanceOf(Answered.class);
            assertThat(gateway.send(Calls.post("/x")))
                    .isEqualTo(new Deferred("The partner keeps failing", Duration.ofSeconds(7)));
            assertThat(server.requests()).hasSize(5);
        }
    }
}
