package dev.factum.gateway.http.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that change nothing.
class ReadRequestsTest {

    @TempDir private Path directory;

    @Test
    void anAnswerSaysOfWhichDatabaseItIsAndIsNotSentTwice()
            throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            String t = Service.header(service.post("k1", Service.open("a", 5)), "Factum-T");
            HttpResponse<String> read = service.get("/accounts/a");
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.body()).isEqualTo("{\"id\":\"a\",\"limit\":5}");
            assertThat(Service.header(read, "ETag")).isEqualTo('"' + t + '"');
            HttpResponse<String> same =
                    service.get("/accounts/a", "If-None-Match", "\"x\", W/\"" + t + '"');
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            service.post("k2", Service.open("b", 6));
            assertThat(service.get("/accounts/a", "If-None-Match", '"' + t + '"').statusCode())
                    .isEqualTo(200);
            HttpResponse<String> head = service.send("HEAD", "/accounts/a", "");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(service.get("/accounts/c").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whoHasSeenSomethingSeesItAgain() throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            String t = Service.header(service.post("k1", Service.open("a", 5)), "Factum-T");
            assertThat(service.get("/accounts/a", "Factum-Min-T", t).statusCode()).isEqualTo(200);
            String next = Long.toString(Long.parseLong(t) + 1);
            HttpResponse<String> missing =
                    service.get("/accounts/a", "Factum-Min-T", next, "Prefer", "wait=0");
            assertThat(missing.statusCode()).isEqualTo(503);
            assertThat(missing.body()).contains(":factum.http/not-yet", "\"t\":" + t);
            assertThat(Service.header(missing, "Retry-After")).isEqualTo("1");
            var waiting =
                    CompletableFuture.supplyAsync(() -> {
                        try {
                            return service.get("/accounts/b", "Factum-Min-T", next);
                        } catch (IOException | InterruptedException failed) {
                            throw new IllegalStateException(failed);
                        }
                    });
            service.post("k2", Service.open("b", 6));
            assertThat(waiting.join().body()).isEqualTo("{\"id\":\"b\",\"limit\":6}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999"})
    void aTThatIsNoneIsMalformed(String t) throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            HttpResponse<String> refused = service.get("/accounts/a", "Factum-Min-T", t);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains(":factum.http/malformed", "Factum-Min-T");
        }
    }

    @Test
    void aReaderThatFailsIsNotTheServersEnd() throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            HttpResponse<String> failed = service.get("/broken");
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).doesNotContain("canary-of-a-reader");
            assertThat(service.get("/accounts/a").statusCode()).isEqualTo(404);
        }
    }
}
