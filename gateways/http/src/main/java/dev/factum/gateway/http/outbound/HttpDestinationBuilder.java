package dev.factum.gateway.http.outbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.request.Destination;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Collects what is known of a destination. Belongs to one thread.
public final class HttpDestinationBuilder {
    private final String name;
    private final String base;
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final Map<String, HttpDestination.SecretHeader> secrets =
            new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> methods = Set.of();
    List<String> paths = List.of();
    @Nullable KeyHeader keyHeader;
    private Duration keysLast = Duration.ZERO;
    private Duration timeout = Duration.ofSeconds(30);
    Duration connectTimeout = Duration.ofSeconds(5);
    private int attempts = 10;
    private Duration firstPause = Duration.ofMillis(500);
    private Duration longestPause = Duration.ofMinutes(5);
    private boolean allowInsecure;
    boolean allowPrivate;
    int mostAtOnce = 64;
    double mostPerSecond = 1_000;
    CircuitBreaker.Settings breaker =
            new CircuitBreaker.Settings(0.5, 10, Duration.ofSeconds(30), Duration.ofSeconds(10));
    int mostSent = 1 << 20;
    int mostReceived = 1 << 20;
    @Nullable SSLContext trust;
    String namespace;
    NameStyle names = NameStyle.CAMEL;

    HttpDestinationBuilder(String name, String base) {
        this.name = name;
        this.base = base;
        this.namespace = name;
    }

    /// Allows these methods only; without it, all but `CONNECT` and `TRACE`.
    public HttpDestinationBuilder methods(String... allowed) {
        methods = Set.of(allowed);
        return this;
    }

    /// Allows these paths and what is below them only; without it, all below the base.
    public HttpDestinationBuilder paths(String... allowed) {
        paths = List.of(allowed);
        return this;
    }

    /// The partner performs requests with one `Idempotency-Key` once, and remembers it for so long.
    public HttpDestinationBuilder honoursKeys(Duration last) {
        return honoursKeys(last, new KeyHeader(KeyHeader.USUAL_NAME, true));
    }

    /// The partner performs requests with one key once, remembers it for so long, and wants it in
    /// this header.
    public HttpDestinationBuilder honoursKeys(Duration last, KeyHeader header) {
        keysLast = last;
        keyHeader = header;
        return this;
    }

    /// How long an answer is waited for, from the beginning of an attempt to the last byte.
    public HttpDestinationBuilder timeout(Duration whole) {
        timeout = whole;
        return this;
    }

    /// How long a connection may take to come about, its handshake included.
    public HttpDestinationBuilder connectTimeout(Duration longest) {
        connectTimeout = longest;
        return this;
    }

    /// How often a request is attempted, and the pauses between: doubled each time.
    public HttpDestinationBuilder attempts(int most, Duration first, Duration longest) {
        attempts = most;
        firstPause = first;
        longestPause = longest;
        return this;
    }

    /// A header of all requests.
    public HttpDestinationBuilder header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /// A header of all requests whose value is a secret.
    ///
    /// @param beginning what stands before the secret, such as `"Bearer "`
    public HttpDestinationBuilder secretHeader(String header, String beginning, Secret secret) {
        secrets.put(header, new HttpDestination.SecretHeader(beginning, secret));
        return this;
    }

    /// Allows `http:`, where anybody between can read and change everything.
    public HttpDestinationBuilder allowInsecure() {
        allowInsecure = true;
        return this;
    }

    /// Allows addresses that are not public: loopback, private networks, metadata services.
    public HttpDestinationBuilder allowPrivateAddresses() {
        allowPrivate = true;
        return this;
    }

    public HttpDestinationBuilder mostAtOnce(int calls) {
        mostAtOnce = calls;
        return this;
    }

    public HttpDestinationBuilder mostPerSecond(double calls) {
        mostPerSecond = calls;
        return this;
    }

    /// When calls are kept away from the partner: if more than `ratio` of at least `fewest` calls
    /// within `window` failed, for `pause`.
    public HttpDestinationBuilder breaker(
            double ratio, int fewest, Duration window, Duration pause) {
        breaker = new CircuitBreaker.Settings(ratio, fewest, window, pause);
        return this;
    }

    /// The most bytes of a request's body; larger ones are refused.
    public HttpDestinationBuilder mostSent(int bytes) {
        mostSent = bytes;
        return this;
    }

    /// The most bytes of an answer's body; what comes after is not read.
    public HttpDestinationBuilder mostReceived(int bytes) {
        mostReceived = bytes;
        return this;
    }

    /// What stands before the names of what the partner says, instead of the destination's name.
    public HttpDestinationBuilder namespace(String text) {
        namespace = text;
        return this;
    }

    /// How the partner writes names of several words; `cardId` unless this says otherwise.
    public HttpDestinationBuilder names(NameStyle style) {
        names = style;
        return this;
    }

    /// Which certificates count, instead of the platform's, and what this side shows of itself.
    public HttpDestinationBuilder trust(SSLContext context) {
        trust = context;
        return this;
    }

    /// The destination, if it is a legal one.
    ///
    /// @throws FactumError `:factum.http/invalid-destination`
    public HttpDestination build() {
        URI at = new BaseAddress(name, allowInsecure).checked(base);
        checkHeaders();
        checkNumbers();
        var known =
                new Destination(
                        name,
                        keyHeader != null,
                        keysLast,
                        timeout,
                        attempts,
                        firstPause,
                        longestPause);
        return new HttpDestination(known, at, copy());
    }

    private void checkHeaders() {
        var all = new LinkedHashMap<>(headers);
        secrets.forEach((header, secret) -> all.put(header, secret.beginning()));
        if (keyHeader != null) {
            all.put(keyHeader.name(), "");
        }
        all.forEach((header, value) ->
                Headers.refusal(header, value)
                        .ifPresent(refused -> {
                            throw invalid(refused).with("header", header);
                        }));
    }

    private void checkNumbers() {
        if (attempts < 1 || mostAtOnce < 1 || mostSent < 0 || mostReceived < 0) {
            throw invalid("A limit is too small");
        }
        if (!(mostPerSecond > 0) || breaker.fewest() < 1 || breaker.ratio() < 0) {
            throw invalid("A limit is too small");
        }
        List<Duration> durations =
                List.of(timeout, connectTimeout, firstPause, longestPause, breaker.pause());
        if (!durations.stream().allMatch(Duration::isPositive)) {
            throw invalid("A duration is not positive");
        }
        if (keyHeader != null && !keysLast.isPositive()) {
            throw invalid("A partner that honours keys remembers them for a while");
        }
    }

    private FactumError invalid(String text) {
        return FactumError.of(HttpErrorCode.INVALID_DESTINATION, text).with("destination", name);
    }

    private HttpDestinationBuilder copy() {
        var copy = new HttpDestinationBuilder(name, base);
        copy.headers.putAll(headers);
        copy.secrets.putAll(secrets);
        copy.methods = methods;
        copy.paths = paths;
        copy.keyHeader = keyHeader;
        copy.connectTimeout = connectTimeout;
        copy.allowPrivate = allowPrivate;
        copy.mostAtOnce = mostAtOnce;
        copy.mostPerSecond = mostPerSecond;
        copy.breaker = breaker;
        copy.mostSent = mostSent;
        copy.mostReceived = mostReceived;
        copy.trust = trust;
        copy.namespace = namespace;
        copy.names = names;
        return copy;
    }
}
