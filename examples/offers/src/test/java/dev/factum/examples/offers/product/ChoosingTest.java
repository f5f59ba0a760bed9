package dev.factum.examples.offers.product;

import static dev.factum.examples.offers.product.Product.AMOUNT;
import static dev.factum.examples.offers.product.Product.CUSTOMER;
import static dev.factum.examples.offers.product.Product.EVENING;
import static dev.factum.examples.offers.product.Product.NOON;
import static dev.factum.examples.offers.product.Product.PARTNER;
import static dev.factum.examples.offers.product.Product.context;
import static dev.factum.examples.offers.product.Product.offer;
import static dev.factum.examples.offers.product.Product.proposal;
import static dev.factum.examples.offers.product.ProductMessages.EXPIRY;
import static dev.factum.examples.offers.product.ProductMessages.NOTIFICATIONS;
import static dev.factum.machine.effect.Fact.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.examples.offers.database.OfferSchema;
import dev.factum.examples.offers.product.ProductMessages.Accept;
import dev.factum.examples.offers.product.ProductMessages.Expire;
import dev.factum.examples.offers.product.ProductMessages.OfferMoved;
import dev.factum.examples.offers.product.ProductMessages.Propose;
import dev.factum.examples.offers.product.ProductMessages.Refusal;
import dev.factum.examples.offers.product.ProductMessages.Standing;
import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.handler.Context;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// One equality for each decision about an offer that nobody has chosen yet.
class ChoosingTest {

    private static final UUID ID = Product.offerOf("p1");
    private static final Offer AVAILABLE = offer(ID, OfferStatus.AVAILABLE);

    private static Effects refused(String reason) {
        return Effects.none().reply(new Refusal(reason));
    }

    private static Effects moved(OfferStatus status) {
        return Effects.facts(set(OfferSchema.ID.is(ID), OfferSchema.STATUS, status.ident()))
                .messageNow(
                        NOTIFICATIONS, CUSTOMER.toString(), new OfferMoved(ID, CUSTOMER, status));
    }

    private static Context at(String handler, String id) {
        return context(handler, proposal(id));
    }

    @Test
    void anOfferIsMadeWillExpireAndItsCustomerHearsOfIt() {
        assertEquals(
                Effects.facts(
                                Fact.entity()
                                        .with(OfferSchema.ID, ID)
                                        .with(OfferSchema.PARTNER, PARTNER)
                                        .with(OfferSchema.CUSTOMER, CUSTOMER)
                                        .with(OfferSchema.STATUS, OfferStatus.AVAILABLE.ident())
                                        .with(OfferSchema.AMOUNT, AMOUNT)
                                        .with(OfferSchema.CREATED_AT, NOON)
                                        .with(OfferSchema.EXPIRES_AT, EVENING))
                        .messageNow(
                                NOTIFICATIONS,
                                CUSTOMER.toString(),
                                new OfferMoved(ID, CUSTOMER, OfferStatus.AVAILABLE))
                        .timer(
                                Timer.at(
                                        "expire/" + ID,
                                        EVENING,
                                        OutgoingMessage.of(EXPIRY, ID.toString(), new Expire(ID))))
                        .reply(new Standing(ID, OfferStatus.AVAILABLE)),
                Choosing.propose(proposal(), Product.with(), at("propose", "p1")));
    }

    @Test
    void aFourthOfferOfOnePartnerIsRefused() {
        Database db =
                Product.with(
                        offer(new UUID(1, 1), OfferStatus.AVAILABLE),
                        offer(new UUID(1, 2), OfferStatus.AVAILABLE),
                        offer(new UUID(1, 3), OfferStatus.AVAILABLE));
        assertEquals(
                refused("Three offers are available already"),
                Choosing.propose(proposal(), db, at("propose", "p1")));
    }

    @Test
    void offersThatCannotBeChosenAnyMoreMakeRoom() {
        Database db =
                Product.with(
                        offer(new UUID(1, 1), OfferStatus.EXPIRED),
                        offer(new UUID(1, 2), OfferStatus.ACCEPTED),
                        offer(new UUID(1, 3), OfferStatus.CLOSED));
        assertEquals(
                Choosing.proposed(AVAILABLE),
                Choosing.propose(proposal(), db, at("propose", "p1")));
    }

    @Test
    void anOfferThatHasExpiredIsNotMade() {
        assertEquals(
                refused("This offer has expired already"),
                Choosing.propose(
                        new Propose(PARTNER, CUSTOMER, AMOUNT, NOON),
                        Product.with(),
                        at("propose", "p1")));
    }

    @Test
    void acceptingAnOfferStopsItsTimer() {
        assertEquals(
                moved(OfferStatus.ACCEPTED)
                        .timer(Timer.cancel("expire/" + ID))
                        .reply(new Standing(ID, OfferStatus.ACCEPTED)),
                Choosing.accept(new Accept(ID), Product.with(AVAILABLE), at("accept", "a1")));
    }

    @Test
    void whatIsNotThereOrNotAvailableCannotBeAccepted() {
        assertEquals(
                refused("There is no such offer"),
                Choosing.accept(new Accept(ID), Product.with(), at("accept", "a1")));
        assertEquals(
                refused("This offer is not available any more"),
                Choosing.accepted(AVAILABLE, EVENING));
        assertEquals(
                refused("This offer is not available any more"),
                Choosing.accepted(offer(ID, OfferStatus.EXPIRED), NOON));
    }

    @Test
    void onlyWhatNobodyChoseExpires() {
        assertEquals(
                moved(OfferStatus.EXPIRED),
                Choosing.expire(new Expire(ID), Product.with(AVAILABLE), at("expire", "e1")));
        assertEquals(Effects.none(), Choosing.expired(offer(ID, OfferStatus.ACCEPTED)));
        assertEquals(
                Effects.none(),
                Choosing.expire(new Expire(ID), Product.with(), at("expire", "e1")));
    }
}
