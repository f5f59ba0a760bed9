package dev.factum.examples.cards;

import dev.factum.testkit.purity.PurityScan;
import org.junit.jupiter.api.Test;

/// The handlers depend on nothing but their message and the database.
class CardsPurityTest {

    @Test
    void handlersArePure() {
        PurityScan.of(Cards.class).assertPure();
    }
}
