package dev.factum.examples.offers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.examples.offers.product.OfferProduct;
import dev.factum.examples.offers.product.ProductMessages;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.gateway.http.inbound.HttpFront;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import dev.factum.peer.Peer;
import dev.factum.testkit.SimulatedHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A loan over HTTP, on a SQLite file, with partners that are simulated.
class ProductFrontTest {

    private static final Pattern ID = Pattern.compile("\"id\": ?\"([0-9a-f-]{36})\"");
    private static final String PERSON =
            "{\"name\": \"Ana\", \"taxNumber\": \"123\", \"income\": 4200}";

    private final Peer peer = Peer.open();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SimulatedHost host =
            new SimulatedHost()
                    .partner(ProductMessages.BUREAU, false)
                    .partner(ProductMessages.PAYMENTS, true)
                    .answers(_ -> Map.of(Keyword.of("bureau/granted"), true));
    private Runner runner;
    private HttpFront front;

    @BeforeEach
    void start(@TempDir Path directory) {
        String uri = "factum:sqlite:" + directory.resolve("offers.db");
        peer.createDatabase(uri);
        Connection connection = peer.connect(uri);
        connection.transact(OfferProduct.SCHEMA.stream().map(Attribute::declaration).toList());
        runner =
                Runner.start(
                        OfferProduct.machine(),
                        connection,
                        new InProcessBroker(),
                        RunnerOptions.standard().gateway(host));
        front = ProductFront.of(runner, connection).start();
    }

    @AfterEach
    void stop() {
        front.close();
        runner.close();
        peer.close();
        client.close();
    }

    private HttpResponse<String> post(String path, String key, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(front.url() + path))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", '"' + key + '"')
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(front.url() + path)).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> propose(String key) throws IOException, InterruptedException {
        return post(
                "/offers",
                key,
                """
                {"partner": "%s", "customer": "%s", "amount": 1000.50,
                 "expiresAt": "2100-01-01T00:00:00Z"}
                """
                        .formatted(new UUID(0, 1), new UUID(0, 2)));
    }

    private static String id(HttpResponse<String> answer) {
        Matcher found = ID.matcher(answer.body());
        assertThat(found.find()).as(answer.body()).isTrue();
        return found.group(1);
    }

    @Test
    void aLoanFromOfferToPayout() throws IOException, InterruptedException {
        HttpResponse<String> proposed = propose("k1");
        assertThat(proposed.statusCode()).isEqualTo(201);
        String offer = "/offers/" + id(proposed);
        assertThat(id(propose("k1"))).isEqualTo(id(proposed));
        assertThat(post(offer + "/acceptance", "k2", "{}").statusCode()).isEqualTo(200);
        assertThat(post(offer + "/acceptance", "k3", "{}").statusCode()).isEqualTo(409);
        assertThat(post(offer + "/person", "k4", PERSON).statusCode()).isEqualTo(200);
        assertThat(runner.awaitIdle(Duration.ofSeconds(30))).isTrue();
        assertThat(get(offer).body()).containsIgnoringCase("paid");
        assertThat(host.acts()).hasSize(2);
    }

    @Test
    void aFourthOfferIsRefused() throws IOException, InterruptedException {
        for (String key : new String[] {"k1", "k2", "k3"}) {
            assertThat(propose(key).statusCode()).isEqualTo(201);
        }
        assertThat(propose("k4").statusCode()).isEqualTo(409);
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException, InterruptedException {
        assertThat(get("/offers/" + new UUID(0, 9)).statusCode()).isEqualTo(404);
        assertThat(get("/offers/nothing").statusCode()).isEqualTo(404);
    }
}
