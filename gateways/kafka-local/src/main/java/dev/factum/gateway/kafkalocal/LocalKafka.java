package dev.factum.gateway.kafkalocal;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/// One Kafka broker inside this process, on two free ports of the loopback address: the same code
/// that a cluster runs, in KRaft mode, with its data in a directory of its own.
///
/// It can be stopped and started again on the same ports with the same data. Everything internal of
/// Kafka that is used stands in this class. Safe to share between threads.
public final class LocalKafka implements AutoCloseable {

    private static final String PROPERTIES = "server.properties";

    private final Path directory;
    private final int port;
    private final KafkaConfig config;
    private @Nullable KafkaRaftServer server;

    private LocalKafka(Path directory, int port, KafkaConfig config) {
        this.directory = directory;
        this.port = port;
        this.config = config;
    }

    /// Starts a broker without any data, in a new temporary directory that is deleted when it is
    /// closed.
    public static LocalKafka start() {
        try {
            Path directory = Files.createTempDirectory("factum-kafka");
            int[] ports = freePorts();
            Properties properties = properties(directory, ports[0], ports[1]);
            format(directory, properties);
            var kafka = new LocalKafka(directory, ports[0], new KafkaConfig(properties, false));
            kafka.restart();
            return kafka;
        } catch (IOException problem) {
            throw new UncheckedIOException("The broker's directory cannot be made", problem);
        }
    }

    /// Starts the broker whose data is in a directory, on the ports that it had; makes it there if
    /// it is new. It may have been in another process before, which was killed.
    ///
    /// The directory stays if [#stop] ends it, and goes with [#close].
    public static LocalKafka in(Path directory) {
        try {
            Path file = directory.resolve(PROPERTIES);
            if (!Files.exists(file)) {
                Files.createDirectories(directory);
                int[] ports = freePorts();
                format(directory, properties(directory, ports[0], ports[1]));
            }
            var properties = new Properties();
            try (var in = Files.newInputStream(file)) {
                properties.load(in);
            }
            var config = new KafkaConfig(properties, false);
            var kafka = new LocalKafka(directory, port(properties), config);
            kafka.restart();
            return kafka;
        } catch (IOException problem) {
            throw new UncheckedIOException("The broker's directory cannot be used", problem);
        }
    }

    private static int port(Properties properties) {
        String address = properties.getProperty("advertised.listeners");
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static int[] freePorts() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var broker = new ServerSocket(0, 1, loopback);
                var controller = new ServerSocket(0, 1, loopback)) {
            return new int[] {broker.getLocalPort(), controller.getLocalPort()};
        }
    }

    /// Small, and quick to let members in and out of groups.
    private static Properties properties(Path directory, int port, int controllerPort) {
        var properties = new Properties();
        properties.putAll(
                Map.of(
                        "process.roles",
                        "broker,controller",
                        "node.id",
                        "1",
                        "controller.quorum.voters",
                        "1@127.0.0.1:" + controllerPort,
                        "controller.listener.names",
                        "CONTROLLER",
                        "listeners",
                        "PLAINTEXT://127.0.0.1:"
                                + port
                                + ",CONTROLLER://127.0.0.1:"
                                + controllerPort,
                        "advertised.listeners",
                        "PLAINTEXT://127.0.0.1:" + port,
                        "log.dirs",
                        directory.resolve("data").toString(),
                        "num.partitions",
                        "4"));
        properties.putAll(
                Map.of(
                        "offsets.topic.replication.factor", "1",
                        "offsets.topic.num.partitions", "4",
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "transaction.state.log.num.partitions", "4",
                        "group.initial.rebalance.delay.ms", "0",
                        "group.min.session.timeout.ms", "100",
                        "log.cleaner.dedupe.buffer.size", "2097152"));
        return properties;
    }

    private static void format(Path directory, Properties properties) throws IOException {
        Path file = directory.resolve(PROPERTIES);
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        int status =
                StorageTool.execute(
                        arguments, new PrintStream(PrintStream.nullOutputStream(), false));
        if (status != 0) {
            throw new IllegalStateException("Kafka could not format its directory: " + status);
        }
    }

    /// What clients connect to.
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /// Stops the broker; its data stays.
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /// Starts the broker again, where it was.
    public synchronized void restart() {
        stop();
        var started = new KafkaRaftServer(config, Time.SYSTEM);
        started.startup();
        server = started;
    }

    /// Stops the broker and deletes its data.
    @Override
    public synchronized void close() {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException("The broker's directory cannot be deleted", problem);
        }
    }
}
