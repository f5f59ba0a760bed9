package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Jetty's server around a [Dispatch]: bytes become requests and answers become bytes, each request
/// on a virtual thread. Safe to share between threads.
final class JettyServer {

    private static final int TOO_LARGE = 413;

    private static final int MOST_HEAD = 16 * 1024;
    private static final int MOST_CONNECTIONS = 10_000;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Server server;
    private final ServerConnector connector;

    private JettyServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /// Starts serving.
    ///
    /// @param mostBody the most bytes of a request's body
    static JettyServer start(Dispatch dispatch, String host, int port, int mostBody) {
        var threads = new QueuedThreadPool();
        threads.setName("factum-http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var server = new Server(threads);
        var connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
        server.setHandler(new Adapter(dispatch, mostBody));
        server.setErrorHandler(JettyServer::unreadable);
        try {
            server.start();
        } catch (Exception failed) {
            throw new UncheckedIOException(new IOException("The server does not start", failed));
        }
        return new JettyServer(server, connector);
    }

    private static HttpConfiguration configuration() {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MOST_HEAD);
        return configuration;
    }

    /// What Jetty refuses by itself never reaches a handler: it is no HTTP, or too long.
    private static boolean unreadable(Request request, Response response, Callback callback) {
        FactumError error = FactumError.of(HttpErrorCode.MALFORMED, "The request cannot be read");
        send(Problem.of(error), response.getStatus(), true, response, callback);
        return true;
    }

    int port() {
        return connector.getLocalPort();
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new UncheckedIOException(new IOException("The server does not stop", failed));
        }
    }

    private static void send(
            Answer answer, int status, boolean hasBody, Response response, Callback callback) {
        response.setStatus(status);
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (status == TOO_LARGE) {
            // What was not read would be taken for the next request: the caller is told to send
            // that on another connection.
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        byte[] body = answer.body().toArray();
        boolean isEmpty = !hasBody || status == 204 || status == 304;
        response.write(true, ByteBuffer.wrap(isEmpty ? new byte[0] : body), callback);
    }

    private static final class Adapter extends Handler.Abstract {
        private final Dispatch dispatch;
        private final int mostBody;

        Adapter(Dispatch dispatch, int mostBody) {
            this.dispatch = dispatch;
            this.mostBody = mostBody;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            boolean hasBody = !request.getMethod().equals("HEAD");
            if (dispatch.enter()) {
                Callback leaving = Callback.from(callback, dispatch::leave);
                Answer answer = dispatch.answer(() -> read(request));
                send(answer, answer.status(), hasBody, response, leaving);
            } else {
                Answer noRoom = Dispatch.noRoom();
                send(noRoom, noRoom.status(), hasBody, response, callback);
            }
            return true;
        }

        private Incoming read(Request request) {
            return new Incoming(
                    request.getMethod(),
                    Request.getPathInContext(request),
                    query(request),
                    headers(request),
                    Map.of(),
                    body(request));
        }

        private static Map<String, String> query(Request request) {
            var query = new LinkedHashMap<String, String>();
            try {
                for (Fields.Field field :
                        Request.extractQueryParameters(request, StandardCharsets.UTF_8)) {
                    query.put(field.getName(), field.getValue());
                }
            } catch (HttpException.RuntimeException | IllegalArgumentException unreadable) {
                throw FactumError.of(
                        HttpErrorCode.MALFORMED, "The query cannot be read", unreadable);
            }
            return query;
        }

        private static Map<String, String> headers(Request request) {
            var headers = new LinkedHashMap<String, String>();
            for (HttpField field : request.getHeaders()) {
                headers.merge(
                        field.getName().toLowerCase(Locale.ROOT),
                        field.getValue() == null ? "" : field.getValue(),
                        (one, other) -> one + ", " + other);
            }
            return headers;
        }

        private String body(Request request) {
            if (request.getLength() > mostBody) {
                throw tooLarge();
            }
            try (InputStream in = Request.asInputStream(request)) {
                byte[] bytes = in.readNBytes(mostBody + 1);
                if (bytes.length > mostBody) {
                    throw tooLarge();
                }
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException foreign) {
                throw FactumError.of(HttpErrorCode.MALFORMED, "The body is not UTF-8", foreign);
            } catch (IOException broken) {
                throw FactumError.of(
                        HttpErrorCode.MALFORMED, "The body did not come whole", broken);
            }
        }

        private FactumError tooLarge() {
            return FactumError.of(HttpErrorCode.TOO_LARGE, "The body is too large")
                    .with("limit", mostBody);
        }
    }
}
