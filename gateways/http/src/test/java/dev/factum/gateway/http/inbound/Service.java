package dev.factum.gateway.http.inbound;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// The accounts on a real SQLite file behind a real server, with a client.
final class Service implements AutoCloseable {

    private final Accounts accounts = new Accounts();
    private final Peer peer = Peer.open();
    private final Connection connection;
    private final Runner runner;
    private final HttpFront front;
    private final HttpClient client = HttpClient.newHttpClient();

    private Service(Path directory, UnaryOperator<HttpFront.Builder> settings) {
        String uri = "factum:sqlite:" + directory.resolve("accounts.db");
        boolean isNew = peer.createDatabase(uri);
        connection = peer.connect(uri);
        if (isNew) {
            connection.transact(Accounts.schema().stream().map(Attribute::declaration).toList());
        }
        Machine machine = accounts.machine();
        runner = Runner.start(machine, connection, new InProcessBroker());
        front = settings.apply(standard(HttpFront.to(machine, runner, connection))).start();
    }

    private static HttpFront.Builder standard(HttpFront.Builder builder) {
        return builder.write(
                        Route.post("/accounts", Accounts.COMMANDS, Accounts.Open.class)
                                .keyedBy(Accounts.Open::id))
                .write(
                        Route.of(
                                        "PUT",
                                        "/accounts/{id}/names/{number}",
                                        Accounts.COMMANDS,
                                        Accounts.Rename.class)
                                .withoutKey())
                .write(
                        Route.of(
                                        "DELETE",
                                        "/accounts/{id}",
                                        Accounts.CLOSINGS,
                                        Accounts.Close.class)
                                .answeredLater())
                .reply(Accounts.Opened.class, 201)
                .reply(Accounts.Taken.class, taken -> Answer.json(409, taken))
                .reply(Accounts.Closed.class, 200)
                .read(
                        "/accounts/{id}",
                        (request, db) ->
                                db.entity(Accounts.ID.is(request.variable("id")))
                                        .flatMap(entity -> entity.get(Accounts.LIMIT))
                                        .map(limit ->
                                                Answer.json(
                                                        200,
                                                        new Accounts.Opened(
                                                                request.variable("id"), limit)))
                                        .orElseGet(() -> Answer.of(404)))
                .read(
                        "/broken",
                        (_, _) -> {
                            throw new IllegalStateException("canary-of-a-reader");
                        })
                .documentation("https://docs.example/keys")
                .waits(Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    static Service in(Path directory) {
        return new Service(directory, UnaryOperator.identity());
    }

    static Service in(Path directory, UnaryOperator<HttpFront.Builder> settings) {
        return new Service(directory, settings);
    }

    Accounts accounts() {
        return accounts;
    }

    Connection connection() {
        return connection;
    }

    HttpFront front() {
        return front;
    }

    Runner runner() {
        return runner;
    }

    static String open(String id, long limit) {
        return """
        {"id": "%s", "limit": %d, "kind": "SAVINGS", "owners": ["a"]}\
        """
                .formatted(id, limit);
    }

    HttpResponse<String> post(String key, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(posting(key, body, headers), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> posted(String key, String body, String... headers) {
        return client.sendAsync(posting(key, body, headers), BodyHandlers.ofString());
    }

    private HttpRequest posting(String key, String body, String... headers) {
        HttpRequest.Builder request =
                request("/accounts")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body));
        return with(request, headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(
                with(request(path).method(method, BodyPublishers.ofString(body)), headers),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return client.send(with(request(path).GET(), headers), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(front.url() + path));
    }

    private static HttpRequest with(HttpRequest.Builder request, String... headers) {
        for (int index = 0; index < headers.length; index += 2) {
            request.setHeader(headers[index], headers[index + 1]);
        }
        return request.build();
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        accounts.letGo();
        front.close();
        runner.close();
        peer.close();
        client.close();
    }
}
