package dev.factum.gateway.http.outbound;

import dev.factum.machine.request.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;

/// The connections to one destination, and what comes of one request on one of them. Safe to share
/// between threads.
final class Wire implements AutoCloseable {

    /// Marks an answer that is not complete, with what was left away: `body` or `headers`.
    static final String CUT = "factum-cut";

    private static final System.Logger LOG = System.getLogger(Wire.class.getName());

    private final CloseableHttpClient client;
    private final RequestConfig usual;
    private final int mostReceived;
    private final JsonBody bodies;
    private final Deadlines deadlines;

    Wire(HttpDestination destination, CheckedNames names, Deadlines deadlines) {
        this.client = Client.of(destination, names);
        this.usual = Client.requests();
        this.mostReceived = destination.mostReceived();
        this.bodies = destination.bodies();
        this.deadlines = deadlines;
    }

    /// Sends a request at most once, and waits for what comes of it.
    Exchange attempt(HttpUriRequestBase request, Duration timeout) {
        var begun = new AtomicBoolean();
        var expired = new AtomicBoolean();
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(Client.Observed.BEGUN, begun);
        request.setConfig(
                RequestConfig.copy(usual).setResponseTimeout(Client.timeout(timeout)).build());
        ScheduledFuture<?> deadline =
                deadlines.after(
                        timeout,
                        () -> {
                            expired.set(true);
                            request.cancel();
                        });
        try {
            return answered(request, client.executeOpen(null, request, context));
        } catch (HeadLimit.Exceeded tooMuch) {
            return new Exchange.Answered(tooMuch.status(), Map.of(CUT, "headers"), Map.of());
        } catch (CheckedNames.Forbidden _) {
            return new Exchange.Refused("The partner's address is not a public one");
        } catch (IOException | RuntimeException failure) {
            LOG.log(Level.DEBUG, "An attempt failed", failure);
            return failed(failure, begun.get(), expired.get());
        } finally {
            deadline.cancel(false);
        }
    }

    private static Exchange failed(Exception failure, boolean begun, boolean expired) {
        if (begun) {
            return new Exchange.Unknown(
                    expired ? Reasons.NO_ANSWER_IN_TIME : Reasons.unanswered(failure));
        }
        return new Exchange.NotSent(
                expired ? Reasons.NO_CONNECTION_IN_TIME : Reasons.unsent(failure));
    }

    private Exchange answered(HttpUriRequestBase request, ClassicHttpResponse response)
            throws IOException {
        Map<String, String> headers = headers(response);
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : beginning(entity);
        if (body.length > mostReceived) {
            request.cancel(); // closing the response would read the rest
            headers.put(CUT, "body");
            body = Arrays.copyOf(body, mostReceived);
        } else {
            response.close();
        }
        return new Exchange.Answered(
                response.getCode(),
                headers,
                bodies.read(body, Optional.ofNullable(headers.get("content-type"))));
    }

    /// One byte more than is wanted, if there is one.
    private byte[] beginning(HttpEntity entity) throws IOException {
        @SuppressWarnings("resource") // ends with the response or with the request
        InputStream content = entity.getContent();
        return content.readNBytes(mostReceived + 1);
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        var headers = new TreeMap<String, String>();
        for (Header header : response.getHeaders()) {
            headers.merge(
                    header.getName().toLowerCase(Locale.ROOT),
                    header.getValue() == null ? "" : header.getValue(),
                    (one, other) -> one + ", " + other);
        }
        headers.remove(CUT);
        return headers;
    }

    /// Ends all connections, those in use too.
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
