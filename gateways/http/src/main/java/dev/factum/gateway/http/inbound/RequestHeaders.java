package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.message.Trace;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the headers of a request ask for.
final class RequestHeaders {

    static final String KEY = "Idempotency-Key";
    static final String MIN_T = "Factum-Min-T";

    /// A string or a token of structured fields (RFC 8941).
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\]){1,255})\"");

    private static final Pattern BARE = Pattern.compile("[!-~&&[^\",;]]{1,255}");
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Pattern WAIT =
            Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*\"?(\\d{1,6})\"?\\s*(?:[;,]|$)");

    private RequestHeaders() {}

    /// The idempotency key, which the caller may quote or not.
    ///
    /// @throws FactumError `:factum.http/malformed`
    static Optional<String> key(Incoming request) {
        Optional<String> given = request.header(KEY).map(String::strip);
        if (given.isEmpty()) {
            return given;
        }
        Matcher quoted = QUOTED.matcher(given.get());
        if (quoted.matches()) {
            return Optional.of(quoted.group(1).replaceAll("\\\\(.)", "$1"));
        }
        if (BARE.matcher(given.get()).matches()) {
            return given;
        }
        throw FactumError.of(
                        HttpErrorCode.MALFORMED,
                        "An idempotency key has 1 to 255 visible characters, in quotes")
                .with("header", KEY);
    }

    /// How long the caller wants to wait (`Prefer: wait=SECONDS`, RFC 7240), if it says so.
    static Optional<Duration> preferredWait(Incoming request) {
        Matcher wait = WAIT.matcher(request.header("Prefer").orElse(""));
        return wait.find()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(wait.group(1))))
                : Optional.empty();
    }

    /// The transaction that the caller has seen, and wants to see again.
    ///
    /// @throws FactumError `:factum.http/malformed`
    static OptionalLong minT(Incoming request) {
        Optional<String> given = request.header(MIN_T);
        if (given.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!given.get().matches("\\d{1,18}")) {
            throw FactumError.of(HttpErrorCode.MALFORMED, "A t is a whole number")
                    .with("header", MIN_T);
        }
        return OptionalLong.of(Long.parseLong(given.get()));
    }

    /// What the request belongs to (`traceparent`, W3C trace context), if it says so in its form.
    static Optional<Trace> trace(Incoming request) {
        return request.header("traceparent")
                .filter(given -> TRACE_PARENT.matcher(given).matches())
                .map(given -> new Trace(null, given));
    }

    /// True if the caller says what kind of body it sends, and it is JSON in UTF-8.
    static boolean isJson(Incoming request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.matches(
                "application/(?:[\\w.-]+\\+)?json\\s*(?:;\\s*charset=\"?utf-8\"?\\s*)?");
    }
}
