package dev.factum.cli.demo;

import dev.factum.examples.cards.CardMessages;
import dev.factum.examples.cards.CardMessages.BlockCard;
import dev.factum.examples.cards.Cards;
import dev.factum.facts.connection.Connection;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Runner;
import dev.factum.peer.Peer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// The cards machine at work on the demo's file, and somebody who listens to what it sends.
final class CardsAtWork implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Peer peer = Peer.open();
    private final Connection connection;
    private final Runner runner;

    /// Starts the machine; what an earlier process left owed is sent first.
    ///
    /// @param listener gets every message that leaves the machine
    CardsAtWork(Path file, Consumer<Message> listener) {
        String uri = uri(file);
        peer.createDatabase(uri);
        this.connection = peer.connect(uri);
        var broker = new InProcessBroker();
        broker.subscribe(
                "listener",
                Set.of(CardMessages.CARD_STATUS_CHANGED, CardMessages.CUSTOMER_NOTIFICATIONS),
                delivered -> {
                    listener.accept(delivered.message());
                    delivered.acknowledge();
                });
        this.runner = Runner.start(Cards.machine(), connection, broker);
    }

    static String uri(Path file) {
        return "factum:sqlite:" + file + "?db=cards";
    }

    Connection connection() {
        return connection;
    }

    /// Asks for cards to be blocked. The id of each message comes from its card: asking again is a
    /// redelivery.
    void block(List<UUID> cards) {
        for (UUID card : cards) {
            runner.call(
                    Message.of(
                            "block-" + card,
                            CardMessages.COMMANDS,
                            card.toString(),
                            Instant.now(),
                            new BlockCard(card)));
        }
    }

    /// Waits until everything that is owed has been sent.
    boolean awaitIdle() {
        return runner.awaitIdle(PATIENCE);
    }

    long duplicates() {
        return runner.stats().duplicates();
    }

    @Override
    public void close() {
        runner.close();
        connection.close();
        peer.close();
    }
}
