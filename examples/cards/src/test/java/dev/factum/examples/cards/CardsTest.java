package dev.factum.examples.cards;

import static dev.factum.examples.cards.CardFacts.ACTIVE;
import static dev.factum.examples.cards.CardFacts.BLOCKED;
import static dev.factum.examples.cards.CardFacts.CANCELLED;
import static dev.factum.examples.cards.CardFacts.CARD_CUSTOMER;
import static dev.factum.examples.cards.CardFacts.CARD_ID;
import static dev.factum.examples.cards.CardFacts.CARD_STATUS;
import static dev.factum.examples.cards.CardFacts.CUSTOMER_ID;
import static dev.factum.examples.cards.CardMessages.CARD_STATUS_CHANGED;
import static dev.factum.examples.cards.CardMessages.COMMANDS;
import static dev.factum.examples.cards.CardMessages.CUSTOMER_NOTIFICATIONS;
import static dev.factum.machine.effect.Fact.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factum.examples.cards.CardMessages.BlockCard;
import dev.factum.examples.cards.CardMessages.BlockCustomerCards;
import dev.factum.examples.cards.CardMessages.CardsBlocked;
import dev.factum.examples.cards.CardMessages.StatusChanged;
import dev.factum.facts.database.Database;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Context;
import dev.factum.machine.message.Message;
import dev.factum.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// One equality for each decision: no server, no database, no mock.
class CardsTest {

    private static final UUID CUSTOMER = new UUID(0, 1);
    private static final UUID FIRST = new UUID(0, 11);
    private static final UUID SECOND = new UUID(0, 12);

    private static final Effects FIRST_BLOCKED =
            Effects.facts(set(CARD_ID.is(FIRST), CARD_STATUS, BLOCKED))
                    .message(CARD_STATUS_CHANGED, FIRST, new StatusChanged(FIRST, BLOCKED));

    private static final Effects SECOND_BLOCKED =
            Effects.facts(set(CARD_ID.is(SECOND), CARD_STATUS, BLOCKED))
                    .message(CARD_STATUS_CHANGED, SECOND, new StatusChanged(SECOND, BLOCKED));

    @Test
    void anActiveCardIsBlockedAndTheBankHearsOfIt() {
        assertEquals(FIRST_BLOCKED, Cards.block(new Card(FIRST, ACTIVE)));
    }

    @Test
    void aCardThatCannotBeBlockedIsLeftAlone() {
        assertEquals(Effects.none(), Cards.block(new Card(FIRST, BLOCKED)));
        assertEquals(Effects.none(), Cards.block(new Card(FIRST, CANCELLED)));
    }

    @Test
    void allCardsAreBlockedAndTheCustomerIsToldOnce() {
        assertEquals(
                FIRST_BLOCKED
                        .and(SECOND_BLOCKED)
                        .message(CUSTOMER_NOTIFICATIONS, CUSTOMER, new CardsBlocked(CUSTOMER, 2)),
                Cards.blockAll(
                        CUSTOMER, List.of(new Card(FIRST, ACTIVE), new Card(SECOND, ACTIVE))));
    }

    @Test
    void handlersLookInTheDatabase() {
        Database db =
                TestDatabase.with(
                        CardFacts.SCHEMA,
                        Fact.entity("customer").with(CUSTOMER_ID, CUSTOMER),
                        card(FIRST, ACTIVE),
                        card(SECOND, CANCELLED));
        assertEquals(
                FIRST_BLOCKED.message(
                        CUSTOMER_NOTIFICATIONS, CUSTOMER, new CardsBlocked(CUSTOMER, 1)),
                Cards.blockCustomerCards(new BlockCustomerCards(CUSTOMER), db, context()));
        assertEquals(FIRST_BLOCKED, Cards.blockCard(new BlockCard(FIRST), db, context()));
        assertEquals(
                Effects.none(), Cards.blockCard(new BlockCard(new UUID(0, 99)), db, context()));
    }

    private static Fact card(UUID id, Keyword status) {
        return Fact.entity()
                .with(CARD_ID, id)
                .with(CARD_STATUS, status)
                .withRef(CARD_CUSTOMER, "customer");
    }

    private static Context context() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        return new Context(Message.of("m1", COMMANDS, "k", noon, new BlockCard(FIRST)), "test");
    }
}
