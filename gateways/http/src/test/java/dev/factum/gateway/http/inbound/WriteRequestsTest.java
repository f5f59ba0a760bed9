package dev.factum.gateway.http.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Trace;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that change something, sent once, again, at the same time, and wrongly.
class WriteRequestsTest {

    @TempDir private Path directory;

    private static void isProblem(HttpResponse<String> response, int status, HttpErrorCode code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Service.header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.body())
                .contains("\"code\":\"" + code.code() + "\"", "\"status\":" + status);
    }

    private static void isReplay(HttpResponse<String> again, HttpResponse<String> first) {
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(Service.header(again, "Factum-T")).isEqualTo(Service.header(first, "Factum-T"));
        assertThat(Service.header(first, "Idempotency-Replayed")).isEmpty();
        assertThat(Service.header(again, "Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void aRequestIsDecidedOnceAndItsReplyIsGivenAgain() throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            HttpResponse<String> first = service.post("\"k1\"", Service.open("a", 5));
            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(first.body()).isEqualTo("{\"id\":\"a\",\"limit\":5}");
            long t = Long.parseLong(Service.header(first, "Factum-T"));
            assertThat(t).isEqualTo(service.connection().db().basisT());
            isReplay(service.post("\"k1\"", Service.open("a", 5)), first);
            isReplay(service.post("k1", Service.open("a", 5).replace(" ", "")), first);
            assertThat(service.connection().db().basisT()).isEqualTo(t);

            HttpResponse<String> other = service.post("\"k2\"", Service.open("a", 5));
            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(other.body()).isEqualTo("{\"id\":\"a\"}");
        }
    }

    @Test
    void aKeyThatWasUsedForSomethingElseIsRefusedEvenAfterARestart()
            throws IOException, InterruptedException {
        HttpResponse<String> first;
        try (Service service = Service.in(directory)) {
            first = service.post("k1", Service.open("a", 5));
            HttpResponse<String> reused = service.post("k1", Service.open("a", 6));
            isProblem(reused, 422, HttpErrorCode.KEY_REUSED);
            assertThat(Service.header(reused, "Link"))
                    .isEqualTo("<https://docs.example/keys>; rel=\"describedby\"");
        }
        try (Service service = Service.in(directory)) {
            isProblem(service.post("k1", Service.open("a", 6)), 422, HttpErrorCode.KEY_REUSED);
            isReplay(service.post("k1", Service.open("a", 5)), first);
        }
    }

    @Test
    void keysBelongToTheirCallerAndRoute() throws IOException, InterruptedException {
        try (Service service =
                Service.in(
                        directory,
                        front ->
                                front.authenticator(
                                        Authenticator.tokens(
                                                Map.of("t-ann", "ann", "t-bob", "bob"))))) {
            isProblem(service.post("k1", Service.open("a", 5)), 401, HttpErrorCode.UNAUTHENTICATED);
            HttpResponse<String> wrong =
                    service.post("k1", Service.open("a", 5), "Authorization", "Bearer t-eve");
            isProblem(wrong, 401, HttpErrorCode.UNAUTHENTICATED);
            assertThat(Service.header(wrong, "WWW-Authenticate")).isEqualTo("Bearer");
            HttpResponse<String> ann =
                    service.post("k1", Service.open("a", 5), "Authorization", "Bearer t-ann");
            assertThat(ann.statusCode()).isEqualTo(201);
            HttpResponse<String> bob =
                    service.post("k1", Service.open("b", 7), "Authorization", "Bearer t-bob");
            assertThat(bob.statusCode()).isEqualTo(201);
            assertThat(Service.header(bob, "Idempotency-Replayed")).isEmpty();
            isReplay(
                    service.post("k1", Service.open("a", 5), "Authorization", "Bearer t-ann"), ann);
            HttpResponse<String> closed =
                    service.send(
                            "DELETE",
                            "/accounts/a",
                            "",
                            "Idempotency-Key",
                            "k1",
                            "Authorization",
                            "Bearer t-ann");
            assertThat(closed.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whileARequestIsBeingDecidedItsKeyIsTakenOrWaitedFor()
            throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            CompletableFuture<HttpResponse<String>> first =
                    service.posted("k1", Service.open("slow", 5));
            service.accounts().awaitEntered();
            HttpResponse<String> busy = service.post("k1", Service.open("slow", 5));
            isProblem(busy, 409, HttpErrorCode.KEY_IN_USE);
            assertThat(Service.header(busy, "Retry-After")).isEqualTo("1");
            isProblem(service.post("k1", Service.open("slow", 6)), 422, HttpErrorCode.KEY_REUSED);
            isProblem(
                    service.post("k1", Service.open("slow", 6), "Prefer", "wait=5"),
                    422,
                    HttpErrorCode.KEY_REUSED);
            HttpResponse<String> impatient =
                    service.post("k1", Service.open("slow", 5), "Prefer", "wait=0");
            assertThat(impatient.statusCode()).isEqualTo(202);
            CompletableFuture<HttpResponse<String>> attached =
                    service.posted(
                            "k1", Service.open("slow", 5), "Prefer", "respond-async, wait=20");
            service.accounts().letGo();
            assertThat(first.join().statusCode()).isEqualTo(201);
            isReplay(attached.join(), first.join());
            isReplay(service.post("k1", Service.open("slow", 5)), first.join());
        }
    }

    @Test
    void ofManyAtOnceOneIsDecided() {
        try (Service service = Service.in(directory)) {
            List<HttpResponse<String>> responses =
                    IntStream.range(0, 40)
                            .mapToObj(_ -> service.posted("k1", Service.open("a", 5)))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();
            assertThat(responses)
                    .extracting(HttpResponse::statusCode)
                    .isSubsetOf(201, 409)
                    .contains(201);
            assertThat(service.runner().stats().decided()).isEqualTo(1);
        }
    }

    @Test
    void aKeyIsNeededUnlessTheRouteTakesRequestsWithoutOne()
            throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            HttpResponse<String> missing =
                    service.send(
                            "POST",
                            "/accounts",
                            Service.open("a", 5),
                            "Content-Type",
                            "application/json");
            isProblem(missing, 400, HttpErrorCode.KEY_MISSING);
            assertThat(Service.header(missing, "Link")).contains("describedby");
            HttpResponse<String> named =
                    service.send(
                            "PUT",
                            "/accounts/a/names/7",
                            "{\"name\":\"Ann\"}",
                            "Content-Type",
                            "application/merge-patch+json");
            assertThat(named.statusCode()).isEqualTo(204);
            assertThat(Service.header(named, "Factum-T")).isNotEmpty();
            assertThat(service.get("/accounts/a").body()).contains("\"limit\":7");
        }
    }

    @Test
    void aKeyIsForgottenAfterTheRetention() throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            assertThat(service.post("k1", Service.open("a", 5)).statusCode()).isEqualTo(201);
        }
        Instant later = Instant.now().plus(Duration.ofDays(8));
        try (Service service =
                Service.in(directory, front -> front.clock(InstantSource.fixed(later)))) {
            isProblem(service.post("k1", Service.open("a", 5)), 410, HttpErrorCode.KEY_EXPIRED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a", "a b", "a,b", "\"a\\x\"", "a\"b"})
    void aKeyThatIsNoneIsMalformed(String key) throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            isProblem(service.post(key, Service.open("a", 5)), 400, HttpErrorCode.MALFORMED);
            isProblem(
                    service.post("x".repeat(256), Service.open("a", 5)),
                    400,
                    HttpErrorCode.MALFORMED);
        }
    }

    @Test
    void whatIsInTheBodyIsCheckedAndTheFieldIsNamed() throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            String good = Service.open("a", 5);
            for (Map.Entry<String, String> wrong :
                    Map.of(
                                    good.replace("5", "\"5\""), "limit",
                                    good.replace("5", "5.5"), "limit",
                                    good.replace("5", "null"), "limit",
                                    good.replace("\"limit\": 5,", ""), "limit",
                                    good.replace("SAVINGS", "SPENDINGS"), "kind",
                                    good.replace("\"a\"]", "{}]"), "owners[0]",
                                    good.replace("}", ", \"colour\": 1}"), "colour",
                                    good.replace("}", ", \"since\": \"noon\"}"), "since",
                                    good.replace("}", ", \"interest\": \"much\"}"), "interest")
                            .entrySet()) {
                HttpResponse<String> refused = service.post("k", wrong.getKey());
                isProblem(refused, 422, HttpErrorCode.INVALID_FIELD);
                assertThat(refused.body())
                        .as(wrong.getKey())
                        .contains("\"field\":\"" + wrong.getValue() + "\"");
            }
            HttpResponse<String> twice =
                    service.send(
                            "PUT",
                            "/accounts/a/names/7",
                            "{\"name\":\"Ann\",\"number\":8}",
                            "Content-Type",
                            "application/json");
            isProblem(twice, 422, HttpErrorCode.INVALID_FIELD);
            assertThat(service.runner().stats().decided()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "null", "7", "{} {}", "{\"id\":\"a\",\"id\":\"b\"}", "{\"id\":}"})
    void aBodyThatIsNoObjectIsMalformed(String body) throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            isProblem(service.post("k", body), 400, HttpErrorCode.MALFORMED);
        }
    }

    @Test
    void aBodyOfAnotherKindOrSizeIsRefused() throws IOException, InterruptedException {
        try (Service service = Service.in(directory, front -> front.mostBody(1_000))) {
            for (String type :
                    List.of("text/plain", "application/json; charset=latin1", "application/xml")) {
                isProblem(
                        service.post("k", Service.open("a", 5), "Content-Type", type),
                        415,
                        HttpErrorCode.UNSUPPORTED_MEDIA);
            }
            HttpResponse<String> large = service.post("k", " ".repeat(1_001));
            isProblem(large, 413, HttpErrorCode.TOO_LARGE);
            assertThat(large.body()).contains("\"limit\":1000");
            assertThat(Service.header(large, "Connection")).isEqualTo("close");
            assertThat(service.post("k", Service.open("a", 5)).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void whereThereIsNothingOrAnotherMethodTheCallerIsTold()
            throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            isProblem(service.get("/nothing"), 404, HttpErrorCode.NO_ROUTE);
            isProblem(service.get("/accounts/a/b/c/d"), 404, HttpErrorCode.NO_ROUTE);
            HttpResponse<String> other = service.send("PATCH", "/accounts/a", "");
            isProblem(other, 405, HttpErrorCode.METHOD_NOT_ALLOWED);
            assertThat(Service.header(other, "Allow")).isEqualTo("DELETE, GET");
        }
    }

    @Test
    void aHandlerThatFailsSetsTheRequestAsideAndTellsNobodyWhy()
            throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            HttpResponse<String> failed = service.post("k1", Service.open("a", 13));
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body())
                    .contains(":factum.machine/handler-failed")
                    .doesNotContain("canary-of-a-handler");
            isProblem(service.post("k1", Service.open("a", 5)), 422, HttpErrorCode.KEY_REUSED);
            assertThat(service.post("k1", Service.open("a", 13)).statusCode()).isEqualTo(500);
        }
    }

    @Test
    void aRequestBehindOneThatWasSetAsideIsTakenAndWaits()
            throws IOException, InterruptedException {
        try (Service service = Service.in(directory)) {
            HttpResponse<String> failed = service.post("k1", Service.open("a", 13));
            assertThat(service.get(Service.header(failed, "Location")).body())
                    .contains("parked", ":factum.machine/handler-failed");
            HttpResponse<String> behind = service.post("k2", Service.open("a", 5));
            assertThat(behind.statusCode()).isEqualTo(202);
            assertThat(service.get(Service.header(behind, "Location")).body())
                    .contains("parked", ":factum.machine/key-parked");
        }
    }

    @Test
    void moreThanThereIsRoomForIsSentAway() throws IOException, InterruptedException {
        try (Service service = Service.in(directory, front -> front.mostAtOnce(1))) {
            CompletableFuture<HttpResponse<String>> first =
                    service.posted("k1", Service.open("slow", 5));
            service.accounts().awaitEntered();
            HttpResponse<String> second = service.get("/accounts/a");
            isProblem(second, 503, HttpErrorCode.OVERLOADED);
            assertThat(Service.header(second, "Retry-After")).isEqualTo("1");
            service.accounts().letGo();
            assertThat(first.join().statusCode()).isEqualTo(201);
            assertThat(service.get("/accounts/slow").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theEndWaitsForWhatIsHereAndTakesNothingNew() throws IOException, InterruptedException {
        Service service = Service.in(directory);
        CompletableFuture<HttpResponse<String>> first =
                service.posted("k1", Service.open("slow", 5));
        service.accounts().awaitEntered();
        var closing = CompletableFuture.runAsync(service.front()::close);
        while (service.get("/accounts/a").statusCode() != 503) {
            Thread.onSpinWait();
        }
        assertThat(closing).isNotDone();
        service.accounts().letGo();
        assertThat(first.join().statusCode()).isEqualTo(201);
        closing.join();
        service.close();
    }

    @Test
    void aTraceThatARequestBelongsToIsPassedOn() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(message(parent).trace()).isEqualTo(new Trace(null, parent));
        assertThat(message("00-xyz").trace()).isNull();
        assertThat(message(parent).digest()).isEqualTo(message("00-xyz").digest());
    }

    private static Message message(String traceparent) {
        var request =
                new Incoming(
                        "DELETE",
                        "/accounts/a",
                        Map.of(),
                        Map.of("traceparent", traceparent),
                        Map.of("id", "a"),
                        "");
        return Route.of("DELETE", "/accounts/{id}", Accounts.CLOSINGS, Accounts.Close.class)
                .message(RequestId.of("r", "c", "k"), Instant.EPOCH, request);
    }

    @Test
    void routesForTheSameRequestsAreRefused() {
        Route<?> accounts = Route.post("/x/{id}", Accounts.COMMANDS, Accounts.Open.class);
        Routes routes =
                Routes.none().with("POST", accounts.path(), new Routes.Target.Write(accounts));
        assertThat(
                        Stream.<Runnable>of(
                                () ->
                                        routes.with(
                                                "POST",
                                                PathTemplate.of("/x/{other}"),
                                                new Routes.Target.Write(accounts)),
                                () ->
                                        routes.with(
                                                "GET",
                                                PathTemplate.of("/status/{id}"),
                                                new Routes.Target.Write(accounts)),
                                () -> PathTemplate.of("x"),
                                () -> PathTemplate.of("/x{id}"),
                                () -> PathTemplate.of("/{id}/{id}"),
                                () -> PathTemplate.of("/x?y"),
                                () ->
                                        Route.of(
                                                "GET",
                                                "/x",
                                                Accounts.COMMANDS,
                                                Accounts.Open.class)))
                .allSatisfy(making ->
                        assertThatThrownBy(making::run)
                                .hasMessageContaining(":factum.http/invalid-route"));
    }
}
