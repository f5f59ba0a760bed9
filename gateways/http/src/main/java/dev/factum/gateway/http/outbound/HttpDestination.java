package dev.factum.gateway.http.outbound;

import dev.factum.machine.request.Destination;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// A partner as its operator configures it: where it is, what may be sent to it, and what it is
/// spared. Immutable.
///
/// ```java
/// HttpDestination.named("payments", "https://api.pay.example/v1")
///         .methods("POST", "GET")
///         .honoursKeys(Duration.ofHours(24))
///         .secretHeader("Authorization", "Bearer ", Secret.environment("PAYMENTS_TOKEN"))
///         .mostAtOnce(20)
///         .build()
/// ```
public final class HttpDestination {

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Set<String> NEVER = Set.of("CONNECT", "TRACE");

    /// A header whose value is a secret, after a beginning that is none.
    record SecretHeader(String beginning, Secret secret) {}

    private final Destination known;
    private final URI base;
    private final HttpDestinationBuilder given;

    HttpDestination(Destination known, URI base, HttpDestinationBuilder given) {
        this.known = known;
        this.base = base;
        this.given = given;
    }

    /// Begins a destination.
    ///
    /// @param base `https://HOST[:PORT][/PATH]`; all requests go below it
    public static HttpDestinationBuilder named(String name, String base) {
        return new HttpDestinationBuilder(name, base);
    }

    Destination known() {
        return known;
    }

    String name() {
        return known.name();
    }

    /// Where a path of a request leads.
    URI at(String path) {
        String below = base.getRawPath();
        String start = below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + start + path);
    }

    boolean allows(String method) {
        return METHOD.matcher(method).matches()
                && !NEVER.contains(method)
                && (given.methods.isEmpty() || given.methods.contains(method));
    }

    boolean allowsPath(String path) {
        return given.paths.isEmpty()
                || given.paths.stream().anyMatch(each -> RequestPath.isBelow(path, each));
    }

    Optional<KeyHeader> keyHeader() {
        return Optional.ofNullable(given.keyHeader);
    }

    Map<String, String> headers() {
        return given.headers;
    }

    Map<String, SecretHeader> secrets() {
        return given.secrets;
    }

    /// True if the destination itself says what this header is.
    boolean setsHeader(String name) {
        return given.headers.containsKey(name)
                || given.secrets.containsKey(name)
                || (given.keyHeader != null && given.keyHeader.name().equalsIgnoreCase(name));
    }

    boolean allowsPrivate() {
        return given.allowPrivate;
    }

    int mostAtOnce() {
        return given.mostAtOnce;
    }

    double mostPerSecond() {
        return given.mostPerSecond;
    }

    CircuitBreaker.Settings breaker() {
        return given.breaker;
    }

    JsonBody bodies() {
        return new JsonBody(given.namespace, given.names);
    }

    int mostSent() {
        return given.mostSent;
    }

    int mostReceived() {
        return given.mostReceived;
    }

    Duration connectTimeout() {
        Duration whole = known.timeout();
        return given.connectTimeout.compareTo(whole) < 0 ? given.connectTimeout : whole;
    }

    Optional<SSLContext> trust() {
        return Optional.ofNullable(given.trust);
    }

    @Override
    public String toString() {
        return known.name() + " at " + base;
    }
}
