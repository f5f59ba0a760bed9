package dev.factum.gateway.http.outbound;

import dev.factum.machine.request.Call;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a handler may send to a destination. Nothing that these rules refuse comes near a socket.
/// Immutable and safe to share between threads.
record CallRules(HttpDestination destination) {

    private static final int MOST_HEADERS = 64;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /// Why a call may not be sent, if it may not. Says nothing that was in the call.
    Optional<String> refusal(Call call) {
        if (!destination.allows(call.method())) {
            return Optional.of("The destination does not allow this method");
        }
        Optional<String> path = RequestPath.refusal(call.path());
        if (path.isPresent()) {
            return path;
        }
        if (!destination.allowsPath(call.path())) {
            return Optional.of("The destination does not allow this path");
        }
        if (destination.keyHeader().isPresent() && !KEY.matcher(call.key()).matches()) {
            return Optional.of("The idempotency key is not one of visible characters");
        }
        return headers(call.headers());
    }

    private Optional<String> headers(Map<String, String> headers) {
        if (headers.size() > MOST_HEADERS) {
            return Optional.of("There are too many headers");
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (destination.setsHeader(header.getKey())) {
                return Optional.of("The destination itself says what this header is");
            }
            Optional<String> refused = Headers.refusal(header.getKey(), header.getValue());
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }
}
