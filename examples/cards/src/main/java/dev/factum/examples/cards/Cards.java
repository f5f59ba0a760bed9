package dev.factum.examples.cards;

import static dev.factum.examples.cards.CardFacts.BLOCKED;
import static dev.factum.examples.cards.CardFacts.CARD_CUSTOMER;
import static dev.factum.examples.cards.CardFacts.CARD_ID;
import static dev.factum.examples.cards.CardFacts.CARD_STATUS;
import static dev.factum.examples.cards.CardFacts.CUSTOMER_ID;
import static dev.factum.examples.cards.CardMessages.CARD_STATUS_CHANGED;
import static dev.factum.examples.cards.CardMessages.COMMANDS;
import static dev.factum.examples.cards.CardMessages.CUSTOMER_NOTIFICATIONS;
import static dev.factum.machine.effect.Fact.set;

import dev.factum.examples.cards.CardMessages.BlockCard;
import dev.factum.examples.cards.CardMessages.BlockCustomerCards;
import dev.factum.examples.cards.CardMessages.CardsBlocked;
import dev.factum.examples.cards.CardMessages.StatusChanged;
import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.run.Machine;
import java.util.List;
import java.util.UUID;

/// What is decided about cards. Everything here is a pure function: its effects are data that
/// somebody else performs.
public final class Cards {

    private static final String CARDS_OF_CUSTOMER =
            """
            [:find ?id ?status
             :in $ ?customer
             :where [?c :customer/id ?customer]
                    [?card :card/customer ?c]
                    [?card :card/id ?id]
                    [?card :card/status ?status]
             :order-by [?id]]
            """;

    private Cards() {}

    // ---- business: from cards to effects

    /// The effects of blocking a card: none if it cannot be blocked.
    public static Effects block(Card card) {
        return !card.canBlock()
                ? Effects.none()
                : Effects.facts(set(card.ref(), CARD_STATUS, BLOCKED))
                        .message(
                                CARD_STATUS_CHANGED,
                                card.id(),
                                new StatusChanged(card.id(), BLOCKED));
    }

    /// The effects of blocking all cards of a customer: those of each card, and one notification.
    public static Effects blockAll(UUID customer, List<Card> cards) {
        long blocked = cards.stream().filter(Card::canBlock).count();
        return Effects.merge(cards, Cards::block)
                .message(CUSTOMER_NOTIFICATIONS, customer, new CardsBlocked(customer, blocked));
    }

    // ---- handlers: from messages and the database to effects

    /// Blocks the card that the message names, if there is such a card.
    static Effects blockCard(BlockCard message, Database db, Context context) {
        return db.pull(Card.class, CARD_ID.is(message.id()))
                .map(Cards::block)
                .orElse(Effects.none());
    }

    /// Blocks the cards that the customer has.
    static Effects blockCustomerCards(BlockCustomerCards message, Database db, Context context) {
        return blockAll(message.id(), db.query(Card.class, CARDS_OF_CUSTOMER, message.id()));
    }

    // ---- contracts: what the handlers may do, checked on every run

    static final Contract BLOCK_CARD =
            Contract.nothing()
                    .reads(CARD_ID, CARD_STATUS)
                    .writes(CARD_STATUS)
                    .sends(CARD_STATUS_CHANGED, StatusChanged.class);

    static final Contract BLOCK_CUSTOMER_CARDS =
            BLOCK_CARD
                    .reads(CUSTOMER_ID, CARD_CUSTOMER)
                    .sends(CUSTOMER_NOTIFICATIONS, CardsBlocked.class);

    /// The machine that runs the handlers.
    public static Machine machine() {
        return Machine.builder()
                .name("cards")
                .on(COMMANDS, "block-card", BlockCard.class, Cards::blockCard, BLOCK_CARD)
                .on(
                        COMMANDS,
                        "block-customer-cards",
                        BlockCustomerCards.class,
                        Cards::blockCustomerCards,
                        BLOCK_CUSTOMER_CARDS)
                .build();
    }
}
