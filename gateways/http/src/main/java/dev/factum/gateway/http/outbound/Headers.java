package dev.factum.gateway.http.outbound;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a header of a request may be: a token as its name, one line of visible characters as its
/// value, and none of those that say where a request goes or where it ends.
final class Headers {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,8192}");

    private static final Set<String> OURS =
            Set.of(
                    "host",
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "keep-alive",
                    "upgrade",
                    "te",
                    "trailer",
                    "expect",
                    "http2-settings");

    private Headers() {}

    /// Why a header may not be sent, if it may not.
    static Optional<String> refusal(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("The name of a header is not a token");
        }
        if (OURS.contains(lower) || lower.startsWith("proxy-")) {
            return Optional.of("A header belongs to the connection");
        }
        return VALUE.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("The value of a header is not one line of visible characters");
    }
}
