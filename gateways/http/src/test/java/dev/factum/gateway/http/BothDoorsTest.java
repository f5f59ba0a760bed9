package dev.factum.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.record.Namespace;
import dev.factum.gateway.http.inbound.HttpFront;
import dev.factum.gateway.http.inbound.Route;
import dev.factum.gateway.http.outbound.HttpDestination;
import dev.factum.gateway.http.outbound.HttpGateway;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Request;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.RequestOutcome;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A request comes in, a request goes out to a partner that loses its first answer, and the reply
/// goes back to who began it: through two machines' worth of HTTP, a real database and a real
/// runner.
class BothDoorsTest {

    private static final Topic PAYMENTS = Topic.of("payments");
    private static final Topic OUTCOMES = Topic.internal("payment-outcomes");

    @Namespace("payment")
    record Pay(String id, long cents) {}

    @Namespace("charge")
    record Charge(long cents) {}

    @Namespace("psp")
    record Charged(String chargeId) {}

    @Namespace("payment")
    record Paid(String id) {}

    @TempDir private Path directory;

    private static Effects pay(Pay pay, Database db, Context context) {
        return Effects.none()
                .request(
                        Request.of("charge", "POST", "psp", "/charges")
                                .body(new Charge(pay.cents()))
                                .outcome(OUTCOMES));
    }

    private static Effects told(RequestOutcome outcome, Database db, Context context) {
        return Effects.none().reply(new Paid(outcome.body(Charged.class).chargeId()));
    }

    private static Machine machine() {
        return Machine.builder()
                .name("payments")
                .on(PAYMENTS, "pay", Pay.class, BothDoorsTest::pay, Contract.anything())
                .on(
                        OUTCOMES,
                        "told",
                        RequestOutcome.class,
                        BothDoorsTest::told,
                        Contract.anything())
                .build();
    }

    /// A partner that takes the first request without a word.
    private static final class Partner implements AutoCloseable {
        private static final String ANSWER = "{\"chargeId\":\"c-1\"}";

        private final ServerSocket listening;
        private final List<String> requests = new CopyOnWriteArrayList<>();

        Partner() throws IOException {
            listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    var head = new StringBuilder();
                    while (head.indexOf("}") < 0) {
                        head.append((char) socket.getInputStream().read());
                    }
                    requests.add(head.toString());
                    if (requests.size() > 1) {
                        String answer =
                                "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: "
                                        + ANSWER.length()
                                        + "\r\nConnection: close\r\n\r\n"
                                        + ANSWER;
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException _) {
                    return; // closed
                }
            }
        }

        HttpDestination destination() {
            return HttpDestination.named("psp", "http://127.0.0.1:" + listening.getLocalPort())
                    .allowInsecure()
                    .allowPrivateAddresses()
                    .honoursKeys(Duration.ofHours(1))
                    .attempts(5, Duration.ofMillis(5), Duration.ofMillis(20))
                    .build();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    @Test
    void aPaymentIsChargedUnderOneKeyAndAnswered() throws IOException, InterruptedException {
        String uri = "factum:sqlite:" + directory.resolve("payments.db");
        try (var partner = new Partner();
                Peer peer = Peer.open();
                HttpClient client = HttpClient.newHttpClient()) {
            peer.createDatabase(uri);
            Connection connection = peer.connect(uri);
            Machine machine = machine();
            try (var gateway = HttpGateway.to(List.of(partner.destination()));
                    Runner runner =
                            Runner.start(
                                    machine,
                                    connection,
                                    new InProcessBroker(),
                                    RunnerOptions.standard().gateway(gateway));
                    HttpFront front =
                            HttpFront.to(machine, runner, connection)
                                    .write(
                                            Route.post("/payments", PAYMENTS, Pay.class)
                                                    .answeredLater())
                                    .reply(Paid.class, 201)
                                    .start()) {
                HttpResponse<String> paid = client.send(paying(front), BodyHandlers.ofString());
                assertThat(paid.statusCode()).isEqualTo(201);
                assertThat(paid.body()).isEqualTo("{\"id\":\"c-1\"}");
                HttpResponse<String> again = client.send(paying(front), BodyHandlers.ofString());
                assertThat(again.body()).isEqualTo(paid.body());
                assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            }
            assertThat(partner.requests)
                    .hasSize(2)
                    .allSatisfy(request ->
                            assertThat(request)
                                    .startsWith("POST /charges HTTP/1.1")
                                    .endsWith("{\"cents\":700}"))
                    .extracting(BothDoorsTest::key)
                    .containsOnly(key(partner.requests.getFirst()));
        }
    }

    private static HttpRequest paying(HttpFront front) {
        return HttpRequest.newBuilder(URI.create(front.url() + "/payments"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "\"k1\"")
                .POST(BodyPublishers.ofString("{\"id\":\"p-1\",\"cents\":700}"))
                .build();
    }

    private static String key(String request) {
        return request.lines()
                .filter(line -> line.startsWith("Idempotency-Key: "))
                .findFirst()
                .orElse("no key");
    }
}
