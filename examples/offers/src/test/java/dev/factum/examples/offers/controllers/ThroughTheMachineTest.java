package dev.factum.examples.offers.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.common.FakeOffers;
import dev.factum.examples.offers.database.OfferSchema;
import dev.factum.examples.offers.database.Offers;
import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Context;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The handler is a pure function: its test is an equality.
class ThroughTheMachineTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final UUID PARTNER = new UUID(0, 1);
    private static final UUID CUSTOMER = new UUID(0, 2);

    private static Effects handle(Database db, Offer offer) {
        return ThroughTheMachine.handle(
                offer, db, new Context(ThroughTheMachine.message(offer), "create-offer"));
    }

    @Test
    void createsAnOfferWhileThereIsRoom() {
        Database db =
                StandardEngine.emptyDatabase(Functions.none())
                        .with(OfferSchema.declarations())
                        .dbAfter();
        for (int count = 0; count < 3; count++) {
            Offer offer = FakeOffers.available(PARTNER, CUSTOMER, NOW);
            assertThat(handle(db, offer))
                    .isEqualTo(
                            Effects.facts(Offers.insert(offer))
                                    .reply(new ThroughTheMachine.Decision(true)));
            db = db.with(Offers.insert(offer)).dbAfter();
        }
        assertThat(handle(db, FakeOffers.available(PARTNER, CUSTOMER, NOW)))
                .isEqualTo(Effects.none().reply(new ThroughTheMachine.Decision(false)));
        Offer ofAnother = FakeOffers.available(new UUID(0, 3), CUSTOMER, NOW);
        assertThat(handle(db, ofAnother))
                .isEqualTo(
                        Effects.facts(Offers.insert(ofAnother))
                                .reply(new ThroughTheMachine.Decision(true)));
    }
}
