package dev.factum.gateway.kafka;

import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/// How a service uses Kafka. Immutable: each method gives new settings.
///
/// ```java
/// KafkaSettings.of("localhost:9092").service("cards").edn(AUDIT).plain(ORDERS, PlaceOrder.class)
/// ```
public final class KafkaSettings {

    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration SAVE_EVERY = Duration.ofSeconds(1);

    private final Map<String, String> properties;
    private final String service;
    private final Set<Topic> edn;
    private final Map<Topic, String> plain;
    private final Duration drain;

    private KafkaSettings(
            Map<String, String> properties,
            String service,
            Set<Topic> edn,
            Map<Topic, String> plain,
            Duration drain) {
        this.properties = Map.copyOf(properties);
        this.service = service;
        this.edn = Set.copyOf(edn);
        this.plain = Map.copyOf(plain);
        this.drain = drain;
    }

    /// Settings for the cluster that these servers belong to.
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(
                Map.of("bootstrap.servers", bootstrapServers), "factum", Set.of(), Map.of(), DRAIN);
    }

    /// What the service is called in the source of its messages: `urn:factum:NAME`.
    public KafkaSettings service(String name) {
        return new KafkaSettings(properties, name, edn, plain, drain);
    }

    /// Messages to this topic are written as EDN, which keeps every type; all others as JSON.
    public KafkaSettings edn(Topic topic) {
        Set<Topic> more = new HashSet<>(edn);
        more.add(topic);
        return new KafkaSettings(properties, service, more, plain, drain);
    }

    /// Messages of this topic that do not say their type are of this one; without this, their type
    /// is the topic's name.
    public KafkaSettings plain(Topic topic, Class<? extends Record> type) {
        Map<Topic, String> more = new HashMap<>(plain);
        more.put(topic, MessageType.nameOf(type));
        return new KafkaSettings(properties, service, edn, more, drain);
    }

    /// For how long a partition that is to be given to another member is held until what is being
    /// decided of it is done.
    public KafkaSettings drain(Duration longest) {
        return new KafkaSettings(properties, service, edn, plain, longest);
    }

    /// Any property of Kafka's clients, such as those that secure a connection. What the gateway's
    /// promises rest on cannot be set.
    public KafkaSettings property(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return new KafkaSettings(more, service, edn, plain, drain);
    }

    Duration drain() {
        return drain;
    }

    Duration saveEvery() {
        return SAVE_EVERY;
    }

    String source() {
        return RecordHeaders.OWN_SOURCE + service;
    }

    PayloadFormat format(Topic topic) {
        return edn.contains(topic) ? PayloadFormat.EDN : PayloadFormat.JSON;
    }

    String typeOf(Topic topic) {
        return plain.getOrDefault(topic, topic.name());
    }

    /// Everything is acknowledged by all replicas, and one request at a time is on its way, so that
    /// no later record gets ahead of one that fails.
    Properties producer() {
        Properties all = properties();
        all.putIfAbsent("linger.ms", "0");
        all.putIfAbsent("batch.size", "262144");
        all.putIfAbsent("delivery.timeout.ms", "30000");
        all.putIfAbsent("request.timeout.ms", "10000");
        all.putIfAbsent("max.block.ms", "10000");
        all.put("acks", "all");
        all.put("enable.idempotence", "true");
        all.put("max.in.flight.requests.per.connection", "1");
        return all;
    }

    /// Positions are stored elsewhere, so that a group without one begins at the beginning.
    Properties consumer(String group) {
        Properties all = properties();
        all.putIfAbsent("isolation.level", "read_committed");
        all.putIfAbsent("auto.offset.reset", "earliest");
        all.putIfAbsent(
                "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        all.put("group.id", group);
        all.put("enable.auto.commit", "false");
        return all;
    }

    Properties admin() {
        return properties();
    }

    private Properties properties() {
        var all = new Properties();
        all.putAll(properties);
        return all;
    }
}
