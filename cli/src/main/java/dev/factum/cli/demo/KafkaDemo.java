package dev.factum.cli.demo;

import dev.factum.examples.cards.CardMessages;
import dev.factum.examples.cards.CardMessages.BlockCard;
import dev.factum.examples.notifications.NotificationFacts;
import dev.factum.examples.notifications.Notifications;
import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.examples.offers.product.ProductMessages;
import dev.factum.examples.offers.product.ProductMessages.Accept;
import dev.factum.examples.offers.product.ProductMessages.OfferMoved;
import dev.factum.examples.offers.product.ProductMessages.Propose;
import dev.factum.examples.offers.product.ProductMessages.Submit;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.gateway.kafka.KafkaBroker;
import dev.factum.gateway.kafkalocal.LocalKafka;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Broker;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// Three services in processes of their own on a real Kafka broker; two of them are killed in the
/// middle of their work and started again. At the end it is counted what came of it.
///
/// This process is the broker, the partners, and the customers: it hears of an offer and accepts
/// it, hears that it is accepted and says who it is.
final class KafkaDemo implements AutoCloseable {

    private static final int CARDS = 200;
    private static final int LOANS = 30;
    private static final int KILL_AFTER = 60;

    /// An offer is available, accepted, submitted, approved and paid.
    private static final int MOVES = 5;

    private final Path file;
    private final PrintWriter out;
    private final LocalKafka kafka = LocalKafka.start();
    private final Partners partners = Partners.start();
    private final Heard heard = new Heard();
    private final KafkaBroker broker;

    private KafkaDemo(Path file, PrintWriter out) {
        this.file = file;
        this.out = out;
        this.broker = KafkaBroker.connect(ServeCommand.settings(kafka.bootstrapServers(), "demo"));
    }

    /// Runs it; true if everything came out as it should.
    static boolean run(Path file, PrintWriter out) throws Exception {
        try (var demo = new KafkaDemo(file, out)) {
            return demo.run();
        }
    }

    private boolean run() throws Exception {
        createTopics();
        IssuedCards cards = IssuedCards.in(Service.CARDS.uri(file), CARDS);
        say(
                "Kafka: a broker on %s; cards, offers and notifications begin..."
                        .formatted(kafka.bootstrapServers()));
        boolean finished;
        try (Broker.Subscription _ = listen();
                ChildProcess notifications = start(Service.NOTIFICATIONS)) {
            work(cards);
            finished = heard.await(Notifications.KEPT, CARDS + MOVES * LOANS);
            notifications.finish();
        }
        return report(cards) && finished;
    }

    private void work(IssuedCards cards) throws IOException, InterruptedException {
        try (ChildProcess first = start(Service.CARDS);
                ChildProcess second = start(Service.OFFERS)) {
            publish(cards.ids().subList(0, CARDS / 2), this::blockCard);
            publish(Stream.generate(UUID::randomUUID).limit(LOANS).toList(), this::propose);
            heard.await(CardMessages.CARD_STATUS_CHANGED, KILL_AFTER);
            first.kill();
            heard.await(ProductMessages.NOTIFICATIONS, KILL_AFTER);
            second.kill();
        }
        say(
                "  cards and offers killed (kill -9) after %d and %d messages, and started again."
                        .formatted(
                                heard.on(CardMessages.CARD_STATUS_CHANGED).size(),
                                heard.on(ProductMessages.NOTIFICATIONS).size()));
        try (ChildProcess first = start(Service.CARDS);
                ChildProcess second = start(Service.OFFERS)) {
            publish(cards.ids(), this::blockCard);
            heard.await(CardMessages.CARD_STATUS_CHANGED, CARDS);
            heard.await(ProductMessages.NOTIFICATIONS, MOVES * LOANS);
            first.finish();
            second.finish();
        }
    }

    // ---- who asks

    private Message blockCard(UUID card) {
        return command("block-" + card, CardMessages.COMMANDS, card, new BlockCard(card));
    }

    private Message propose(UUID customer) {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        return command(
                "propose-" + customer,
                ProductMessages.COMMANDS,
                customer,
                new Propose(new UUID(0, 1), customer, new BigDecimal("1000"), tomorrow));
    }

    private static Message command(String id, Topic topic, UUID key, Record payload) {
        return Message.of(id, topic, key.toString(), Instant.now(), payload);
    }

    private <T> void publish(List<T> items, Function<T, Message> message) {
        broker.publish(items.stream().map(message).toList(), () -> {});
    }

    /// Listens to everything, and answers as customers do.
    private Broker.Subscription listen() {
        var topics =
                Set.of(
                        CardMessages.CARD_STATUS_CHANGED,
                        ProductMessages.NOTIFICATIONS,
                        Notifications.KEPT);
        return broker.subscribe(
                "demo",
                topics,
                delivered -> {
                    Message message = delivered.message();
                    if (heard.add(message)
                            && message.topic().equals(ProductMessages.NOTIFICATIONS)) {
                        answer(MessageType.read(message.payload(), OfferMoved.class));
                    }
                    delivered.acknowledge();
                });
    }

    private void answer(OfferMoved moved) {
        UUID offer = moved.id();
        if (moved.status() == OfferStatus.AVAILABLE) {
            ask(moved, "accept-", new Accept(offer));
        } else if (moved.status() == OfferStatus.ACCEPTED) {
            ask(moved, "submit-", new Submit(offer, "Ana", "123", new BigDecimal("4200")));
        }
    }

    private void ask(OfferMoved moved, String verb, Record payload) {
        publish(
                List.of(moved.id()),
                offer ->
                        command(verb + offer, ProductMessages.COMMANDS, moved.customer(), payload));
    }

    // ---- what is counted

    private boolean report(IssuedCards cards) {
        long blocked = counted(Service.CARDS, cards::blocked);
        int changes = heard.on(CardMessages.CARD_STATUS_CHANGED).size();
        List<Message> told = new ArrayList<>(heard.on(CardMessages.CARD_STATUS_CHANGED));
        told.addAll(heard.on(ProductMessages.NOTIFICATIONS));
        long kept = counted(Service.NOTIFICATIONS, connection -> kept(connection.db(), told));
        say(
                "  half of the commands for cards came twice; %d messages were heard again."
                        .formatted(heard.repeated()));
        say(
                "  %d cards blocked, %d different messages about them; %s, of %d, %d answers lost."
                        .formatted(
                                blocked, changes, partners.payouts(), LOANS, partners.failures()));
        say(
                "  %d messages kept by notifications, of %d; %d with two bodies."
                        .formatted(kept, told.size(), heard.withTwoBodies()));
        boolean exact =
                blocked == CARDS
                        && changes == CARDS
                        && partners.paidOnce() == LOANS
                        && kept == CARDS + MOVES * LOANS
                        && told.size() == kept
                        && heard.withTwoBodies() == 0;
        say(
                exact
                        ? "  Every card blocked once, every loan paid once, every message heard with one body."
                        : "  THIS IS WRONG: please report it.");
        return exact;
    }

    private static long kept(Database db, List<Message> told) {
        return told.stream()
                .filter(each ->
                        db.entity(NotificationFacts.MESSAGE.is(each.identity())).isPresent())
                .count();
    }

    private long counted(Service service, Function<Connection, Long> count) {
        try (Peer peer = Peer.open();
                Connection connection = peer.connect(service.uri(file))) {
            return count.apply(connection);
        }
    }

    // ---- the surroundings

    private ChildProcess start(Service service) throws IOException {
        return ChildProcess.start(
                "serve-example",
                service.name(),
                file.toString(),
                kafka.bootstrapServers(),
                partners.address());
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        var properties = new Properties();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        List<Topic> topics = new ArrayList<>(Notifications.TOPICS);
        topics.addAll(List.of(CardMessages.COMMANDS, ProductMessages.COMMANDS, Notifications.KEPT));
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(
                            topics.stream()
                                    .map(topic -> new NewTopic(topic.name(), 4, (short) 1))
                                    .toList())
                    .all()
                    .get();
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {
        broker.close();
        partners.close();
        kafka.close();
    }
}
