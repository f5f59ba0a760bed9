package dev.factum.examples.offers.product;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.examples.offers.database.Offers;
import dev.factum.examples.offers.product.ProductMessages.Accept;
import dev.factum.examples.offers.product.ProductMessages.Propose;
import dev.factum.examples.offers.product.ProductMessages.Submit;
import dev.factum.facts.database.Database;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Context;
import dev.factum.machine.message.Message;
import dev.factum.testkit.SimulatedHost;
import dev.factum.testkit.SimulatedHost.Behaviour;
import dev.factum.testkit.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the product's tests have in common: one partner, one customer, and their messages.
final class Product {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Instant EVENING = NOON.plus(Duration.ofHours(6));
    static final UUID PARTNER = new UUID(0, 1);
    static final UUID CUSTOMER = new UUID(0, 2);
    static final BigDecimal AMOUNT = new BigDecimal("1000.50");

    private Product() {}

    static Message command(String id, Instant at, Record payload) {
        return Message.of(id, ProductMessages.COMMANDS, CUSTOMER.toString(), at, payload);
    }

    static Propose proposal() {
        return new Propose(PARTNER, CUSTOMER, AMOUNT, EVENING);
    }

    static Message proposal(String id) {
        return command(id, NOON, proposal());
    }

    /// The id of the offer that comes of a proposal.
    static UUID offerOf(String proposal) {
        return context("propose", proposal(proposal)).id("offer");
    }

    static Message acceptance(String id, UUID offer, Instant at) {
        return command(id, at, new Accept(offer));
    }

    static Submit person(UUID offer) {
        return new Submit(offer, "Ana Souza", "123-45", new BigDecimal("4200"));
    }

    static Context context(String handler, Message message) {
        return new Context(message, handler);
    }

    static Offer offer(UUID id, OfferStatus status) {
        return new Offer(id, PARTNER, CUSTOMER, status, AMOUNT, NOON, EVENING);
    }

    static Database with(Offer... offers) {
        Database db = TestDatabase.with(OfferProduct.SCHEMA);
        for (Offer offer : offers) {
            db = TestDatabase.after(db, Effects.facts(Offers.insert(offer)));
        }
        return db;
    }

    /// A bureau that honours no keys, and a payment provider that does.
    static SimulatedHost partners(
            boolean grants, List<Behaviour> bureau, List<Behaviour> payments) {
        return new SimulatedHost()
                .partner(ProductMessages.BUREAU, false)
                .partner(ProductMessages.PAYMENTS, true)
                .answers(_ -> Map.of(Keyword.of("bureau/granted"), grants))
                .behaves(ProductMessages.BUREAU, "/approvals", bureau.toArray(Behaviour[]::new))
                .behaves(ProductMessages.PAYMENTS, "/payouts", payments.toArray(Behaviour[]::new));
    }
}
