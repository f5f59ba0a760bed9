package dev.factum.gateway.http.inbound;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.gateway.http.inbound.Routes.Target;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A machine's front door: an HTTP server that turns requests into messages and replies into
/// responses, and answers reads from the database. Safe to share between threads.
///
/// ```java
/// HttpFront front = HttpFront.to(machine, runner, connection)
///         .write(Route.post("/cards/{id}/block", COMMANDS, BlockCard.class))
///         .reply(Blocked.class, blocked -> Answer.json(200, blocked))
///         .read("/cards/{id}", (request, db) -> …)
///         .port(8080)
///         .start();
/// ```
///
/// | request | answer |
/// |---|---|
/// | new | what the reply stands for, once it is durable, with `Factum-T`; 204 without a reply |
/// | the same again | the same, with `Idempotency-Replayed: true` |
/// | the same, while it is being decided | 409; with `Prefer: wait=N` what comes of it |
/// | another with the same key | 422 |
/// | without a key where one is needed | 400 |
/// | with a key that is older than the retention | 410 |
/// | one whose answer takes longer than the wait | 202 with `Location: /status/…` |
/// | `GET /status/ID` | `pending`, `done` with the answer, or `parked` |
/// | a read | `ETag`; 304 for `If-None-Match`; `Factum-Min-T` waits for a t, 503 if it does not come |
///
/// Errors are `application/problem+json` with our code. One decided request is one message, whose
/// id derives from route, caller and key: see [Route].
public final class HttpFront implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());

    private final Dispatch dispatch;
    private final LaterReplies later;
    private final JettyServer server;
    private final String host;
    private final Duration drain;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpFront(
            Dispatch dispatch,
            LaterReplies later,
            JettyServer server,
            String host,
            Duration drain) {
        this.dispatch = dispatch;
        this.later = later;
        this.server = server;
        this.host = host;
        this.drain = drain;
    }

    /// Begins a front of a machine, which runs already.
    public static Builder to(Machine machine, Runner runner, Connection connection) {
        return new Builder(machine, runner, connection);
    }

    /// Where it is, such as `http://127.0.0.1:8080`.
    public String url() {
        return "http://" + host + ":" + server.port();
    }

    /// Takes no more requests, answers those that are here, and ends. Close it before the runner.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (!dispatch.drain(drain)) {
            LOG.log(Level.WARNING, "Some requests were not answered before the end");
        }
        server.stop();
        later.close();
    }

    /// Collects routes and settings. Belongs to one thread.
    public static final class Builder {
        private final Machine machine;
        private final Runner runner;
        private final Connection connection;
        private Routes routes = Routes.none();
        private Replies replies = Replies.none();
        private Authenticator authenticator = Authenticator.anonymous();
        private InstantSource clock = InstantSource.system();
        private Optional<String> documentation = Optional.empty();
        private String host = "127.0.0.1";
        private int port;
        private int mostAtOnce = 1_000;
        private int mostBody = 1 << 20;
        private Duration retention = Duration.ofDays(7);
        private Duration usualWait = Duration.ofSeconds(10);
        private Duration longestWait = Duration.ofSeconds(60);
        private Duration drain = Duration.ofSeconds(30);

        private Builder(Machine machine, Runner runner, Connection connection) {
            this.machine = machine;
            this.runner = runner;
            this.connection = connection;
        }

        /// Adds a route to the machine.
        public Builder write(Route<?> route) {
            routes = routes.with(route.method(), route.path(), new Target.Write(route));
            return this;
        }

        /// Adds what answers `GET` requests: a pure function of request and database.
        public Builder read(String path, BiFunction<Incoming, Database, Answer> reader) {
            routes = routes.with("GET", PathTemplate.of(path), new Target.Read(reader::apply));
            return this;
        }

        /// How replies of a record are shown: a pure function, which is called again when the
        /// request is repeated.
        public <R extends Record> Builder reply(Class<R> type, Function<R, Answer> shown) {
            replies = replies.with(type, shown);
            return this;
        }

        /// Replies of a record are shown as JSON with this status.
        public <R extends Record> Builder reply(Class<R> type, int status) {
            return reply(type, reply -> Answer.json(status, reply));
        }

        public Builder authenticator(Authenticator who) {
            authenticator = who;
            return this;
        }

        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /// The page that explains keys to callers, for the `Link` of errors about them.
        public Builder documentation(String page) {
            documentation = Optional.of(page);
            return this;
        }

        /// Where it listens; loopback and any free port unless this says otherwise.
        public Builder listen(String address, int number) {
            host = address;
            port = number;
            return this;
        }

        /// How many requests are here at once, those that wait included; more are refused with 503.
        public Builder mostAtOnce(int requests) {
            mostAtOnce = requests;
            return this;
        }

        public Builder mostBody(int bytes) {
            mostBody = bytes;
            return this;
        }

        /// For how long a key may be used again: no longer than what it stands for is kept.
        public Builder retention(Duration time) {
            retention = time;
            return this;
        }

        /// How long a connection waits for an answer, and the most that a caller may ask for.
        public Builder waits(Duration usual, Duration longest) {
            usualWait = usual;
            longestWait = longest;
            return this;
        }

        /// How long the end waits for the requests that are here.
        public Builder drain(Duration longest) {
            drain = longest;
            return this;
        }

        /// Starts serving.
        public HttpFront start() {
            var later = new LaterReplies(machine.name(), connection);
            var recorded = new Recorded(machine, connection, retention, clock);
            var waiting = new Waiting(later, replies, usualWait, longestWait);
            var writes = new WriteRequests(runner, recorded, waiting, clock);
            var dispatch =
                    new Dispatch(
                            authenticator,
                            routes,
                            writes,
                            new ReadRequests(connection, waiting),
                            new StatusRequests(writes, recorded, waiting, this::promises),
                            documentation,
                            mostAtOnce);
            JettyServer server = JettyServer.start(dispatch, host, port, mostBody);
            return new HttpFront(dispatch, later, server, host, drain);
        }

        /// True if a handler takes the messages of a route that is answered later.
        private boolean promises(String handler) {
            List<Route<?>> promising = routes.answeredLater();
            return machine.handlers()
                    .named(handler)
                    .map(HandlerDefinition::topic)
                    .filter(topic ->
                            promising.stream().anyMatch(route -> route.topic().equals(topic)))
                    .isPresent();
        }
    }
}
