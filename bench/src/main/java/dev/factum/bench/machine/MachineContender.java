package dev.factum.bench.machine;

import dev.factum.bench.load.Contender;
import dev.factum.examples.cards.CardFacts;
import dev.factum.examples.cards.CardMessages;
import dev.factum.examples.cards.CardMessages.BlockCard;
import dev.factum.examples.cards.Cards;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Broker;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerStats;
import dev.factum.peer.Peer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// The cards example at work on SQLite: a message goes in, a card is blocked, and the message that
/// says so has reached a subscriber. Every message has a card and a key of its own.
final class MachineContender implements Contender {

    /// How many active cards there are when a slice begins.
    private static final int STOCK = 60_000;

    private static final int CARDS_PER_TRANSACTION = 1_000;

    private final Peer peer = Peer.open();
    private final Connection connection;
    private final Broker broker = new InProcessBroker();
    private final Runner runner;
    private final Arrivals arrivals = new Arrivals();
    private final AtomicLong used = new AtomicLong();
    private long cards;

    MachineContender(Path file) {
        String uri = "factum:sqlite:" + file;
        peer.createDatabase(uri);
        this.connection = peer.connect(uri);
        connection.transact(CardFacts.SCHEMA.stream().map(Attribute::declaration).toList());
        this.runner = Runner.start(Cards.machine(), connection, broker);
        broker.subscribe("bench", Set.of(CardMessages.CARD_STATUS_CHANGED), this::arrived);
    }

    private void arrived(Broker.Delivered delivered) {
        String key = delivered.message().key();
        delivered.acknowledge();
        arrivals.arrived(key);
    }

    @Override
    public String name() {
        return "Factum machine";
    }

    @Override
    public void prepare() {
        while (cards < used.get() + STOCK) {
            List<Map<Keyword, Object>> made = new ArrayList<>();
            for (int each = 0; each < CARDS_PER_TRANSACTION; each++) {
                made.add(
                        Map.of(
                                CardFacts.CARD_ID.ident(),
                                card(cards++),
                                CardFacts.CARD_STATUS.ident(),
                                CardFacts.ACTIVE));
            }
            connection.transact(made);
        }
    }

    @Override
    public void send(long number) {
        UUID card = card(used.getAndIncrement());
        Message message =
                Message.of(
                        "block-" + number,
                        CardMessages.COMMANDS,
                        card.toString(),
                        Instant.EPOCH,
                        new BlockCard(card));
        arrivals.await(card.toString(), () -> broker.publish(List.of(message), () -> {}));
    }

    private static UUID card(long number) {
        return new UUID(0, number);
    }

    RunnerStats stats() {
        return runner.stats();
    }

    /// How many messages arrived that nobody waited for.
    long strays() {
        return arrivals.strays();
    }

    @Override
    public void close() {
        runner.close();
        broker.close();
        connection.close();
        peer.close();
    }
}
