package dev.factum.gateway.http.outbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the base of a destination may be.
///
/// @param destination its name, for errors
/// @param allowInsecure true if it may be `http:`
record BaseAddress(String destination, boolean allowInsecure) {

    /// A number alone, or with a part like 0177 or 0x7f: some read it as an address, others not.
    private static final Pattern ODD_NUMBERS =
            Pattern.compile(
                    "(?:0x[0-9a-f]+|\\d+)(?:\\.(?:0x[0-9a-f]*|\\d+)){0,2}"
                            + "|(?=.*(?:^|\\.)0[\\dx])[\\dxa-f.]+");

    /// The base as a URI, or refuses it as `:factum.http/invalid-destination`.
    URI checked(String text) {
        URI base;
        try {
            base = new URI(text);
        } catch (URISyntaxException _) {
            throw refused("The base is not a URI");
        }
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && allowInsecure)) {
            throw refused("A destination is reached by https, unless it is allowed to be insecure")
                    .with("scheme", scheme);
        }
        if (base.getHost() == null || base.getRawUserInfo() != null) {
            throw refused("A destination has a host, and no user before it");
        }
        if (ODD_NUMBERS.matcher(base.getHost().toLowerCase(Locale.ROOT)).matches()) {
            throw refused("The host is a number that is no address in its usual form")
                    .with("host", base.getHost());
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw refused("The base of a destination ends with its path");
        }
        String path = base.getRawPath();
        if (!path.isEmpty() && RequestPath.refusal(path).isPresent()) {
            throw refused("The path of the base is none that requests may have");
        }
        return base;
    }

    private FactumError refused(String text) {
        return FactumError.of(HttpErrorCode.INVALID_DESTINATION, text)
                .with("destination", destination);
    }
}
