package dev.factum.examples.cards;

import static dev.factum.examples.cards.CardFacts.ACTIVE;
import static dev.factum.examples.cards.CardFacts.BLOCKED;
import static dev.factum.examples.cards.CardFacts.CARD_ID;
import static dev.factum.examples.cards.CardFacts.CARD_STATUS;
import static dev.factum.examples.cards.CardMessages.CARD_STATUS_CHANGED;
import static dev.factum.examples.cards.CardMessages.COMMANDS;
import static dev.factum.examples.cards.Cards.block;
import static dev.factum.machine.effect.Fact.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factum.examples.cards.CardMessages.BlockCard;
import dev.factum.examples.cards.CardMessages.StatusChanged;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Runner;
import dev.factum.peer.Peer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows, as it stands there.
class ReadmeTest {

    private final UUID id = UUID.randomUUID();

    @Test
    void oneEqualityIsTheWholeTest() {
        assertEquals(
                Effects.facts(set(CARD_ID.is(id), CARD_STATUS, BLOCKED))
                        .message(CARD_STATUS_CHANGED, id, new StatusChanged(id, BLOCKED)),
                block(new Card(id, ACTIVE)));
    }

    @Test
    void theMachineRunsOnOneFile(@TempDir Path directory) {
        String uri = "factum:sqlite:" + directory.resolve("cards.factum");
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
            Connection connection = peer.connect(uri);
            connection.transact(CardFacts.SCHEMA.stream().map(Attribute::declaration).toList());
            connection.transact(List.of(Map.of(CARD_ID.ident(), id, CARD_STATUS.ident(), ACTIVE)));

            try (Runner runner = Runner.start(Cards.machine(), connection, new InProcessBroker())) {
                runner.call(
                        Message.of(
                                "m-1", COMMANDS, id.toString(), Instant.now(), new BlockCard(id)));
            }
            assertEquals(
                    BLOCKED,
                    connection.db().pull(Card.class, CARD_ID.is(id)).orElseThrow().status());
        }
    }
}
