package dev.factum.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.gateway.http.inbound.HttpFront;
import dev.factum.gateway.http.inbound.Route;
import dev.factum.gateway.http.outbound.HttpDestination;
import dev.factum.gateway.http.outbound.HttpGateway;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Request;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.Health;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A partner over real HTTP that fails and recovers: only the handler that needs it is paused.
class PausedHandlersTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Topic PAYMENTS = Topic.of("payments");
    private static final Topic NOTES = Topic.of("notes");

    record Pay(String id) {}

    record Noted(String id) {}

    private static Effects pay(Pay pay, Database db, Context context) {
        return Effects.none()
                .request(Request.of("pay", "POST", "psp", "/payments/" + pay.id()))
                .reply(new Noted(pay.id()));
    }

    private static Effects note(Pay pay, Database db, Context context) {
        return Effects.none().reply(new Noted(pay.id()));
    }

    private static Machine machine() {
        Contract replies = Contract.nothing().replies(Noted.class);
        return Machine.builder()
                .on(PAYMENTS, "pay", Pay.class, PausedHandlersTest::pay, replies.requests("psp"))
                .on(NOTES, "note", Pay.class, PausedHandlersTest::note, replies)
                .build();
    }

    /// A partner that answers what it is told to, and counts who was paid.
    private static final class Partner implements AutoCloseable {
        private final AtomicInteger status = new AtomicInteger(201);
        private final AtomicInteger calls = new AtomicInteger();
        private final Set<String> paid = ConcurrentHashMap.newKeySet();
        private final HttpServer server;

        Partner() throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::serve);
            server.start();
        }

        private void serve(HttpExchange exchange) throws IOException {
            try (exchange) {
                calls.incrementAndGet();
                int present = status.get();
                if (present < 300) {
                    paid.add(exchange.getRequestURI().getPath());
                }
                exchange.sendResponseHeaders(present, -1);
            }
        }

        /// Its breaker opens after five failures and stays open for a fifth of a second.
        HttpDestination destination() {
            return HttpDestination.named("psp", "http://127.0.0.1:" + server.getAddress().getPort())
                    .allowInsecure()
                    .allowPrivateAddresses()
                    .honoursKeys(Duration.ofHours(1))
                    .attempts(1_000, Duration.ofMillis(20), Duration.ofMillis(50))
                    .breaker(0.5, 5, Duration.ofSeconds(30), Duration.ofMillis(200))
                    .build();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private final InProcessBroker broker = new InProcessBroker();

    private void publish(Topic topic, int from, int to) {
        IntStream.range(from, to)
                .mapToObj(number -> topic.name() + number)
                .forEach(id ->
                        broker.publish(
                                List.of(Message.of(id, topic, id, Instant.now(), new Pay(id))),
                                () -> {}));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void onlyTheHandlerThatNeedsThePartnerIsPausedUntilItRecovers() throws Exception {
        try (var partner = new Partner();
                Peer peer = Peer.open();
                HttpClient client = HttpClient.newHttpClient()) {
            peer.createDatabase("factum:mem:paused");
            Connection connection = peer.connect("factum:mem:paused");
            Machine machine = machine();
            try (var gateway = HttpGateway.to(List.of(partner.destination()));
                    Runner runner =
                            Runner.start(
                                    machine,
                                    connection,
                                    broker,
                                    RunnerOptions.standard().gateway(gateway));
                    HttpFront front =
                            HttpFront.to(machine, runner, connection)
                                    .write(Route.post("/payments", PAYMENTS, Pay.class))
                                    .write(Route.post("/notes", NOTES, Pay.class))
                                    .reply(Noted.class, 201)
                                    .start()) {
                partner.status.set(500);
                publish(PAYMENTS, 0, 20);
                await(() -> gateway.health("psp") instanceof Health.Failing);
                publish(PAYMENTS, 20, 400);
                publish(NOTES, 0, 100);
                await(() -> runner.stats().intake().kept() > 300 && isNoted(runner));
                assertThat(runner.stats().intake().paused()).containsOnlyKeys("pay");
                assertThat(post(client, front, "notes").statusCode()).isEqualTo(201);
                HttpResponse<String> refused = post(client, front, "payments");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(1);
                assertThat(refused.body()).contains(":factum.machine/destination-failing");
                assertThat(partner.paid).isEmpty();

                partner.status.set(201);
                await(() -> runner.awaitIdle(LONG));
                assertThat(gateway.health("psp")).isEqualTo(new Health.Well());
                assertThat(partner.paid).hasSize(400);
                assertThat(post(client, front, "payments").statusCode()).isEqualTo(201);
                assertThat(runner.stats().parked()).isZero();
            }
        }
    }

    private static boolean isNoted(Runner runner) {
        return runner.stats().decided() >= 100;
    }

    private static HttpResponse<String> post(HttpClient client, HttpFront front, String path)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(front.url() + "/" + path))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "\"" + path + "\"")
                        .POST(BodyPublishers.ofString("{\"id\":\"p-" + path + "\"}"))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
