package dev.factum.cli.demo;

import dev.factum.examples.cards.CardFacts;
import dev.factum.examples.cards.Cards;
import dev.factum.examples.notifications.NotificationFacts;
import dev.factum.examples.notifications.Notifications;
import dev.factum.examples.offers.product.OfferProduct;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.run.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The example services that can be started as processes of their own on Kafka.
enum Service {
    CARDS,
    OFFERS,
    NOTIFICATIONS;

    Machine machine() {
        return switch (this) {
            case CARDS -> Cards.machine();
            case OFFERS -> OfferProduct.machine();
            case NOTIFICATIONS -> Notifications.machine();
        };
    }

    List<?> declarations() {
        return schema().stream().map(Attribute::declaration).toList();
    }

    private List<Attribute<?>> schema() {
        return switch (this) {
            case CARDS -> CardFacts.SCHEMA;
            case OFFERS -> OfferProduct.SCHEMA;
            case NOTIFICATIONS -> NotificationFacts.SCHEMA;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Where it keeps its facts: a file of its own beside the demo's.
    String uri(Path file) {
        return "factum:sqlite:" + file + "-" + label() + "?db=" + label();
    }
}
