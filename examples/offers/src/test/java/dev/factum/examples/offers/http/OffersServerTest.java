package dev.factum.examples.offers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.examples.offers.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service over real HTTP, loaded by this and by another process.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OffersServerTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Running running;
    private final OffersServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    OffersServerTest(@TempDir Path directory) {
        this.running = Running.in(directory);
        this.server = OffersServer.start(running.service(), InstantSource.system(), 0);
    }

    @AfterAll
    void close() {
        client.close();
        server.close();
        running.close();
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
                BodyHandlers.ofString());
    }

    private static String offer(UUID partner, UUID customer) {
        return "{\"partner\":\"%s\",\"customer\":\"%s\",\"amount\":\"120.50\"}"
                .formatted(partner, customer);
    }

    @Test
    void createsThreeOffersAndRefusesTheFourth() throws IOException, InterruptedException {
        UUID partner = UUID.randomUUID();
        UUID customer = UUID.randomUUID();
        JsonNode first = JSON.readTree(post("/offers", offer(partner, customer)).body());
        assertThat(first.get("status").asString()).isEqualTo("available");
        assertThat(post("/offers", offer(partner, customer)).statusCode()).isEqualTo(201);
        assertThat(post("/offers", offer(partner, customer)).statusCode()).isEqualTo(201);
        HttpResponse<String> fourth = post("/offers", offer(partner, customer));
        assertThat(fourth.statusCode()).isEqualTo(400);
        assertThat(fourth.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(JSON.readTree(fourth.body()).get("type").asString())
                .isEqualTo("/problems/too-many-offers");

        assertThat(JSON.readTree(get("/offers?customer=" + customer).body()).size()).isEqualTo(3);
        String accept = "/offers/" + first.get("id").asString() + "/accept";
        assertThat(post(accept, "").statusCode()).isEqualTo(204);
        assertThat(post(accept, "").statusCode()).isEqualTo(409);
        assertThat(post("/offers", offer(partner, customer)).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "null",
                "{}",
                "{\"partner\":1,\"customer\":2,\"amount\":3}",
                "{\"partner\":\"x\",\"customer\":\"y\",\"amount\":\"1\"}",
                "{\"partner\":\"00000000-0000-0000-0000-000000000001\",\"customer\":\"00000000-0000-0000-0000-000000000002\",\"amount\":\"-1\"}",
                "{\"partner\":\"00000000-0000-0000-0000-000000000001\",\"customer\":\"00000000-0000-0000-0000-000000000002\",\"amount\":\"1e999999999\"}",
                "{\"partner\":\"00000000-0000-0000-0000-000000000001\",\"customer\":\"00000000-0000-0000-0000-000000000002\",\"amount\":\"1\",\"expiresAt\":\"1999-01-01T00:00:00Z\"}"
            })
    void answersBadInputWithAProblem(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/offers", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("type").asString())
                .isEqualTo("/problems/malformed");
    }

    @Test
    void answersWhatIsNotThere() throws IOException, InterruptedException {
        assertThat(post("/offers/" + UUID.randomUUID() + "/accept", "").statusCode())
                .isEqualTo(404);
        assertThat(post("/v9/offers", offer(UUID.randomUUID(), UUID.randomUUID())).statusCode())
                .isEqualTo(404);
        assertThat(get("/offers?customer=nobody").statusCode()).isEqualTo(400);
        assertThat(get("/offers?customer=" + UUID.randomUUID()).body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v3", "v4", "v5"})
    void keepsTheRuleUnderALoadFromAnotherProcess(String strategy)
            throws IOException, InterruptedException {
        Process load =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LoadProcess.class.getName(),
                                server.url() + "/" + strategy + "/offers",
                                "100")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = load.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("3 97 0");
        } finally {
            load.destroyForcibly();
        }
    }
}
