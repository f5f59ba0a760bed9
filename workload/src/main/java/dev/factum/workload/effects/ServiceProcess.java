package dev.factum.workload.effects;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.schema.Attribute;
import dev.factum.gateway.http.outbound.HttpDestination;
import dev.factum.gateway.http.outbound.HttpDestinationBuilder;
import dev.factum.gateway.http.outbound.HttpGateway;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The service under test: one database file, and two instances of the machine over it. Belongs to
/// the thread that hears the supervisor.
///
/// It ends as a deployment would when another process has become the writer of its database: at
/// once, since nothing that it decides can be made durable any more.
final class ServiceProcess implements AutoCloseable {

    /// The status of a process that was deposed.
    static final int DEPOSED = 3;

    private final Setting setting;
    private final Snare snare;
    private final SnaredConnection connection;
    private final SnaredGateway gateway;
    private final Instance first;
    private Instance second;

    private ServiceProcess(Setting setting, Connection connection, Snare snare) {
        this.setting = setting;
        this.snare = snare;
        this.connection = new SnaredConnection(connection, snare, ServiceProcess::endDeposed);
        this.gateway = new SnaredGateway(HttpGateway.to(List.of(counter(setting))), snare);
        this.first = instance("a");
        this.second = instance("b");
    }

    static void run(Setting setting, Trap trap) throws IOException {
        try (Peer peer = Peer.open()) {
            peer.createDatabase(setting.uri());
            try (Connection connection = peer.connect(setting.uri())) {
                connection.transact(Counting.SCHEMA.stream().map(Attribute::declaration).toList());
                serve(setting, connection, new Snare(trap, Supervised::say));
            }
        }
    }

    private static void serve(Setting setting, Connection connection, Snare snare)
            throws IOException {
        try (var service = new ServiceProcess(setting, connection, snare)) {
            Supervised.say(Words.READY);
            Supervised.listen(service::perform);
        }
    }

    private Instance instance(String name) {
        return Instance.start(name, setting, connection, gateway, snare);
    }

    private static HttpDestination counter(Setting setting) {
        HttpDestinationBuilder counter =
                HttpDestination.named(Counting.COUNTER, setting.counter())
                        .allowInsecure()
                        .allowPrivateAddresses()
                        .timeout(CounterProcess.PATIENCE)
                        .breaker(0.9, 100, Duration.ofSeconds(10), Duration.ofMillis(200))
                        .attempts(100, Duration.ofMillis(50), Duration.ofSeconds(1));
        return setting.keyless()
                ? counter.build()
                : counter.honoursKeys(Duration.ofDays(1)).build();
    }

    private static void endDeposed() {
        Supervised.say(Words.FENCED);
        System.err.println("Another process has taken this database over; this one ends.");
        Runtime.getRuntime().halt(DEPOSED);
    }

    private void perform(String command) {
        if (command.startsWith(Words.SET)) {
            snare.set(Trap.parse(command.substring(Words.SET.length())));
        } else if (command.equals(Words.REBALANCE)) {
            second.close();
            second = instance("b");
            Supervised.say(Words.REBALANCED);
        } else if (command.startsWith(Words.ASK)) {
            String number = command.substring(Words.ASK.length()).strip();
            Supervised.say(Words.STATUS + number + " " + Standing.in(connection.db()).text());
        } else {
            throw new IllegalArgumentException("The service does not know the command " + command);
        }
    }

    @Override
    public void close() {
        second.close();
        first.close();
        gateway.close();
    }
}
