package dev.factum.examples.offers.race;

import dev.factum.examples.offers.common.Together;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// The same race over HTTP, against a server in another process.
///
/// @param accepted answers 201
/// @param refused answers 400 for the rule
/// @param failed everything else
public record HttpRace(UUID customer, long accepted, long refused, long failed) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Lets `threads` threads post one offer each, at once.
    ///
    /// @param url where to post, such as `http://127.0.0.1:7070/v1/offers`
    public static HttpRace run(URI url, int threads) throws InterruptedException {
        UUID partner = UUID.randomUUID();
        UUID customer = UUID.randomUUID();
        String body =
                "{\"partner\": \"%s\", \"customer\": \"%s\", \"amount\": \"5000.00\"}"
                        .formatted(partner, customer);
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(url)
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build();
            List<Integer> statuses = Together.run(threads, _ -> status(client, request));
            long accepted = statuses.stream().filter(status -> status == 201).count();
            long refused = statuses.stream().filter(status -> status == 400).count();
            return new HttpRace(customer, accepted, refused, threads - accepted - refused);
        }
    }

    /// The status of the answer, or 0 if none came.
    private static int status(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
    }
}
