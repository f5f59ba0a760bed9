package dev.factum.gateway.http.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests whose answer takes longer than somebody waits.
class StatusRequestsTest {

    @TempDir private Path directory;

    private static HttpResponse<String> close(
            Service service, String key, String id, String... headers)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(headers));
        all.add("Idempotency-Key");
        all.add(key);
        return service.send("DELETE", "/accounts/" + id, "", all.toArray(new String[0]));
    }

    @Test
    void aReplyThatComesLaterIsWaitedFor() throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            HttpResponse<String> closed = close(service, "k1", "a");
            assertThat(closed.statusCode()).isEqualTo(200);
            assertThat(closed.body()).isEqualTo("{\"id\":\"a\"}");
            HttpResponse<String> again = close(service, "k1", "a");
            assertThat(again.body()).isEqualTo(closed.body());
            assertThat(Service.header(again, "Idempotency-Replayed")).isEqualTo("true");
            assertThat(Service.header(again, "Factum-T"))
                    .isEqualTo(Service.header(closed, "Factum-T"));
        }
    }

    @Test
    void orAskedForUnderItsStatus() throws IOException, InterruptedException {
        String status;
        try (Service service = Service.in(directory)) {
            HttpResponse<String> accepted = close(service, "k1", "slow", "Prefer", "wait=0");
            assertThat(accepted.statusCode()).isEqualTo(202);
            status = Service.header(accepted, "Location");
            assertThat(status).startsWith("/status/http-");
            assertThat(close(service, "k1", "slow", "Prefer", "wait=0").statusCode())
                    .isEqualTo(202);
            HttpResponse<String> pending = service.get(status);
            assertThat(pending.statusCode()).isEqualTo(200);
            assertThat(pending.body()).isEqualTo("{\"status\":\"pending\"}");
            service.accounts().awaitEntered();
            var waiting =
                    CompletableFuture.supplyAsync(() -> got(service, status, "Prefer", "wait=20"));
            service.accounts().letGo();
            assertThat(waiting.join().body())
                    .isEqualTo(
                            "{\"status\":\"done\",\"answer\":{\"status\":200,\"body\":{\"id\":\"slow\"}}}");
            assertThat(service.get(status).body()).isEqualTo(waiting.join().body());
        }
        try (Service service = Service.in(directory)) {
            assertThat(service.get(status).body()).contains("\"done\"", "\"slow\"");
        }
    }

    private static HttpResponse<String> got(Service service, String path, String... headers) {
        try {
            return service.get(path, headers);
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aRequestThatIsBeingDecidedOrWasDecidedAtOnceHasAStatusToo()
            throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            CompletableFuture<HttpResponse<String>> first =
                    service.posted("k1", Service.open("slow", 5));
            service.accounts().awaitEntered();
            String status =
                    Service.header(
                            service.post("k1", Service.open("slow", 5), "Prefer", "wait=0"),
                            "Location");
            assertThat(service.get(status).body()).contains("pending");
            service.accounts().letGo();
            first.join();
            assertThat(service.get(status).body())
                    .isEqualTo(
                            "{\"status\":\"done\",\"answer\":{\"status\":201,\"body\":{\"id\":\"slow\",\"limit\":5}}}");
        }
    }

    @Test
    void aRequestThatWasSetAsideSaysSo() throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            service.post("k1", Service.open("a", 13));
            String id = RequestId.of("POST /accounts", "anonymous", "k1").text();
            assertThat(service.get("/status/" + id).body())
                    .isEqualTo(
                            "{\"status\":\"parked\",\"code\":\":factum.machine/handler-failed\"}");
        }
    }

    @Test
    void nobodyAsksAboutRequestsOfOthersOrOfNobody() throws IOException, InterruptedException {
        try (Service service =
                Service.in(
                        directory,
                        front ->
                                front.authenticator(
                                        Authenticator.tokens(
                                                Map.of("t-ann", "ann", "t-bob", "bob"))))) {
            service.post("k1", Service.open("a", 5), "Authorization", "Bearer t-ann");
            String id = RequestId.of("POST /accounts", "ann", "k1").text();
            assertThat(service.get("/status/" + id, "Authorization", "Bearer t-ann").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> bob =
                    service.get("/status/" + id, "Authorization", "Bearer t-bob");
            assertThat(bob.statusCode()).isEqualTo(404);
            assertThat(bob.body()).contains(":factum.http/unknown-request");
            String never = RequestId.of("POST /accounts", "ann", "k2").text();
            assertThat(service.get("/status/" + never, "Authorization", "Bearer t-ann").body())
                    .isEqualTo(bob.body());
            assertThat(service.get("/status/x", "Authorization", "Bearer t-ann").statusCode())
                    .isEqualTo(404);
        }
    }
}
