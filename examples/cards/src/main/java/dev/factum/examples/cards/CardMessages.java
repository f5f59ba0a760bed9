package dev.factum.examples.cards;

import dev.factum.facts.record.Named;
import dev.factum.facts.record.Namespace;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Topic;
import java.util.UUID;

/// What the service is told, and what it tells.
public final class CardMessages {

    public static final Topic COMMANDS = Topic.of("card-commands");
    public static final Topic CARD_STATUS_CHANGED = Topic.of("card-status-changed");
    public static final Topic CUSTOMER_NOTIFICATIONS = Topic.of("customer-notifications");

    private CardMessages() {}

    /// Block one card.
    @Namespace("card")
    public record BlockCard(UUID id) {}

    /// Block all cards of a customer.
    @Namespace("customer")
    public record BlockCustomerCards(UUID id) {}

    /// A card has another status: `{:card/id …, :card/status …}`.
    @Namespace("card")
    public record StatusChanged(UUID id, Keyword status) {}

    /// To a customer: so many of your cards are blocked now.
    @Namespace("customer")
    public record CardsBlocked(UUID id, @Named("notification/cards") long cards) {}
}
