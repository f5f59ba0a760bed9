package dev.factum.cli.demo;

import dev.factum.examples.cards.CardFacts;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.schema.Attribute;
import dev.factum.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// New cards of one customer, all active, in a database.
record IssuedCards(List<UUID> ids) {

    /// Issues so many cards in a database, which is made if it is not there.
    static IssuedCards in(String uri, int count) {
        List<UUID> cards = new ArrayList<>();
        List<Object> facts = new ArrayList<>();
        UUID customer = UUID.randomUUID();
        for (int number = 0; number < count; number++) {
            UUID card = UUID.randomUUID();
            cards.add(card);
            facts.add(
                    Map.of(
                            CardFacts.CARD_ID.ident(),
                            card,
                            CardFacts.CARD_STATUS.ident(),
                            CardFacts.ACTIVE,
                            CardFacts.CARD_CUSTOMER.ident(),
                            Map.of(CardFacts.CUSTOMER_ID.ident(), customer)));
        }
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
            try (Connection connection = peer.connect(uri)) {
                connection.transact(CardFacts.SCHEMA.stream().map(Attribute::declaration).toList());
                connection.transact(facts);
            }
        }
        return new IssuedCards(List.copyOf(cards));
    }

    /// How many of them are blocked now.
    long blocked(Connection connection) {
        return ids.stream()
                .filter(card ->
                        connection
                                .db()
                                .entity(CardFacts.CARD_ID.is(card))
                                .flatMap(entity -> entity.get(CardFacts.CARD_STATUS))
                                .filter(CardFacts.BLOCKED::equals)
                                .isPresent())
                .count();
    }
}
