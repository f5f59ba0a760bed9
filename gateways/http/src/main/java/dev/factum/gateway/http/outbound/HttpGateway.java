package dev.factum.gateway.http.outbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.gateway.http.outbound.CircuitBreaker.Verdict;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.Destination;
import dev.factum.machine.request.Exchange;
import dev.factum.machine.request.Gateway;
import dev.factum.machine.request.Health;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// Sends requests over HTTP to the destinations that its operator has configured, and to no others.
/// Safe to share between threads; made for virtual threads.
///
/// A request is on the wire at most once for each call: nothing is tried again in here, and no
/// redirect is followed. Trying again is the machine's business, which knows what it may.
///
/// | what happened | exchange |
/// |---|---|
/// | no such destination, or its rules forbid the call or the address | `Refused` |
/// | the destination's own limits | `Deferred` |
/// | no name, no connection, no handshake | `NotSent` |
/// | a failure after the first byte may have been written, or half an answer | `Unknown` |
/// | an answer, whatever its status | `Answered` |
///
/// An answer that is larger than is wanted has its status and what fits, and a header `factum-cut`
/// that says what was left away. Secrets go into headers here; they are in no exchange and no log.
public final class HttpGateway implements Gateway {

    private static final System.Logger LOG = System.getLogger(HttpGateway.class.getName());
    private static final ContentType JSON = ContentType.create("application/json");
    private static final Duration UNTIL_REPAIRED = Duration.ofSeconds(30);

    /// All that one destination needs.
    private record Partner(
            HttpDestination destination, CallRules rules, Limits limits, Wire wire) {}

    private final Map<String, Partner> partners;
    private final Deadlines deadlines;
    private volatile boolean closed;

    private HttpGateway(Map<String, Partner> partners, Deadlines deadlines) {
        this.partners = Map.copyOf(partners);
        this.deadlines = deadlines;
    }

    /// A gateway to these destinations.
    ///
    /// @throws FactumError `:factum.http/invalid-destination` if two have one name;
    ///   `:factum.http/secret-unavailable` if a secret cannot be read
    public static HttpGateway to(List<HttpDestination> destinations) {
        return to(destinations, InetAddress::getAllByName, System::nanoTime);
    }

    static HttpGateway to(
            List<HttpDestination> destinations, CheckedNames.Lookup lookup, LongSupplier nanoTime) {
        var deadlines = new Deadlines();
        var partners = new LinkedHashMap<String, Partner>();
        for (HttpDestination destination : destinations) {
            destination.secrets().values().forEach(header -> header.secret().read());
            if (partners.put(destination.name(), partner(destination, lookup, nanoTime, deadlines))
                    != null) {
                throw FactumError.of(
                                HttpErrorCode.INVALID_DESTINATION, "Two destinations have one name")
                        .with("destination", destination.name());
            }
        }
        return new HttpGateway(partners, deadlines);
    }

    private static Partner partner(
            HttpDestination destination,
            CheckedNames.Lookup lookup,
            LongSupplier nanoTime,
            Deadlines deadlines) {
        var names = new CheckedNames(lookup, destination.allowsPrivate());
        return new Partner(
                destination,
                new CallRules(destination),
                new Limits(
                        destination.mostAtOnce(),
                        destination.mostPerSecond(),
                        destination.breaker(),
                        nanoTime),
                new Wire(destination, names, deadlines));
    }

    @Override
    public Optional<Destination> destination(String name) {
        return Optional.ofNullable(partners.get(name)).map(each -> each.destination().known());
    }

    /// As the destination's breaker sees it: open, half open or closed.
    @Override
    public Health health(String name) {
        Partner partner = partners.get(name);
        return partner == null ? new Health.Well() : partner.limits().health();
    }

    @Override
    public Exchange send(Call call) {
        Partner partner = partners.get(call.destination());
        if (partner == null) {
            return new Exchange.Refused("There is no such destination");
        }
        Optional<String> refusal = partner.rules().refusal(call);
        if (refusal.isPresent()) {
            return new Exchange.Refused(refusal.get());
        }
        byte[] body = body(partner.destination(), call);
        if (body.length > partner.destination().mostSent()) {
            return new Exchange.Refused("The body is too large");
        }
        if (closed) {
            return new Exchange.NotSent("The gateway is closed");
        }
        return switch (partner.limits().enter()) {
            case Limits.Admission.Held(String reason, Duration wait) ->
                    new Exchange.Deferred(reason, wait);
            case Limits.Admission.Admitted admitted -> admitted(partner, admitted, call, body);
        };
    }

    private static Exchange admitted(
            Partner partner, Limits.Admission.Admitted admitted, Call call, byte[] body) {
        Verdict verdict = Verdict.NEITHER;
        try {
            Exchange exchange =
                    partner.wire()
                            .attempt(request(partner.destination(), call, body), call.timeout());
            verdict = verdict(exchange);
            return exchange;
        } catch (FactumError unready) {
            LOG.log(Level.WARNING, "A destination cannot be called", unready);
            return new Exchange.Deferred("A secret cannot be read", UNTIL_REPAIRED);
        } finally {
            partner.limits().leave(admitted, verdict);
        }
    }

    private static byte[] body(HttpDestination destination, Call call) {
        return call.body().isEmpty() ? new byte[0] : destination.bodies().written(call.body());
    }

    private static Verdict verdict(Exchange exchange) {
        return switch (exchange) {
            case Exchange.Answered(int status, _, _) when status >= 500 -> Verdict.FAILURE;
            case Exchange.Answered(int status, _, _) when status == 429 -> Verdict.NEITHER;
            case Exchange.Answered _ -> Verdict.SUCCESS;
            case Exchange.NotSent _, Exchange.Unknown _ -> Verdict.FAILURE;
            case Exchange.Deferred _, Exchange.Refused _ -> Verdict.NEITHER;
        };
    }

    private static HttpUriRequestBase request(HttpDestination destination, Call call, byte[] body) {
        var request = new HttpUriRequestBase(call.method(), destination.at(call.path()));
        call.headers().forEach(request::setHeader);
        destination.headers().forEach(request::setHeader);
        destination
                .secrets()
                .forEach((name, header) ->
                        request.setHeader(name, header.beginning() + header.secret().read()));
        destination
                .keyHeader()
                .ifPresent(header -> request.setHeader(header.name(), header.value(call.key())));
        if (body.length > 0) {
            request.setEntity(new ByteArrayEntity(body, JSON));
        }
        return request;
    }

    @Override
    public void close() {
        closed = true;
        for (Partner partner : new ArrayList<>(partners.values())) {
            partner.wire().close();
        }
        deadlines.close();
    }
}
