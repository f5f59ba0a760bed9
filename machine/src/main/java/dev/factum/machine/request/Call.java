package dev.factum.machine.request;

import dev.factum.facts.value.Keyword;
import java.time.Duration;
import java.util.Map;

/// One attempt of a request, as a gateway gets it. Immutable.
///
/// @param destination the name of a configured partner, never an address
/// @param path begins with `/` and may have a query; it cannot leave the destination
/// @param headers what the handler asked for; a gateway adds its own
/// @param body what goes over the wire, in the form that the destination takes; empty for none
/// @param key the idempotency key: the same for each attempt of one request
/// @param timeout after which an answer is no longer waited for
public record Call(
        String destination,
        String method,
        String path,
        Map<String, String> headers,
        Map<Keyword, Object> body,
        String key,
        Duration timeout) {

    public Call {
        headers = Map.copyOf(headers);
    }
}
