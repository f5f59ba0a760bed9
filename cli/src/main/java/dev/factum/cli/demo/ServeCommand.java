package dev.factum.cli.demo;

import dev.factum.examples.offers.product.ProductMessages;
import dev.factum.facts.connection.Connection;
import dev.factum.gateway.http.outbound.HttpDestination;
import dev.factum.gateway.http.outbound.HttpDestinationBuilder;
import dev.factum.gateway.http.outbound.HttpGateway;
import dev.factum.gateway.kafka.KafkaBroker;
import dev.factum.gateway.kafka.KafkaSettings;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// One example service as a process of its own: facts in a SQLite file, messages over Kafka,
/// requests over HTTP, until its input ends.
@Command(
        name = "serve-example",
        hidden = true,
        description = "Run an example service until the input ends.")
public final class ServeCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SERVICE", description = "${COMPLETION-CANDIDATES}")
    private Service service = Service.CARDS;

    @Parameters(index = "1", paramLabel = "FILE", description = "The demo's SQLite file.")
    private Path file = Path.of("factum-demo.db");

    @Parameters(index = "2", paramLabel = "SERVERS", description = "Kafka's bootstrap servers.")
    private String servers = "";

    @Parameters(index = "3", paramLabel = "PARTNERS", description = "The address of the partners.")
    private String partners = "";

    @Override
    public Integer call() throws IOException {
        String uri = service.uri(file);
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
            try (Connection connection = peer.connect(uri)) {
                connection.transact(service.declarations());
                serve(connection);
            }
        }
        return 0;
    }

    private void serve(Connection connection) throws IOException {
        try (HttpGateway gateway = HttpGateway.to(destinations());
                KafkaBroker broker = KafkaBroker.connect(settings(servers, service.label()));
                Runner _ =
                        Runner.start(
                                service.machine(),
                                connection,
                                broker,
                                RunnerOptions.standard().gateway(gateway))) {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// How the demo's processes use Kafka: a member that is gone is missed within seconds.
    static KafkaSettings settings(String servers, String name) {
        return KafkaSettings.of(servers)
                .service(name)
                .property("heartbeat.interval.ms", "200")
                .property("session.timeout.ms", "2000")
                .property("metadata.max.age.ms", "1000");
    }

    private List<HttpDestination> destinations() {
        return List.of(
                partner(ProductMessages.BUREAU).build(),
                partner(ProductMessages.PAYMENTS).honoursKeys(Duration.ofDays(1)).build());
    }

    private HttpDestinationBuilder partner(String name) {
        return HttpDestination.named(name, partners + "/" + name)
                .allowInsecure()
                .allowPrivateAddresses()
                .timeout(Duration.ofSeconds(5));
    }
}
