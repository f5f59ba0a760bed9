package dev.factum.gateway.http.outbound;

import dev.factum.facts.value.Keyword;
import dev.factum.machine.request.Call;
import java.time.Duration;
import java.util.Map;

/// Calls and destinations that tests begin with.
final class Calls {

    static final Duration LONG = Duration.ofSeconds(20);

    private Calls() {}

    static Call get(String path) {
        return call("GET", path, Map.of(), Map.of());
    }

    static Call post(String path) {
        return call("POST", path, Map.of(), Map.of(Keyword.of("payment/card-id"), 7L));
    }

    static Call call(
            String method, String path, Map<String, String> headers, Map<Keyword, Object> body) {
        return new Call("partner", method, path, headers, body, "key-1", LONG);
    }

    static Call within(Duration timeout, Call call) {
        return new Call(
                call.destination(),
                call.method(),
                call.path(),
                call.headers(),
                call.body(),
                call.key(),
                timeout);
    }

    static HttpDestinationBuilder to(RawServer server) {
        return HttpDestination.named("partner", "http://127.0.0.1:" + server.port() + "/v1")
                .allowInsecure()
                .allowPrivateAddresses();
    }
}
