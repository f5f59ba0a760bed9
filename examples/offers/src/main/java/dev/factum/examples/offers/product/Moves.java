package dev.factum.examples.offers.product;

import static dev.factum.examples.offers.product.ProductMessages.NOTIFICATIONS;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.examples.offers.database.OfferSchema;
import dev.factum.examples.offers.product.ProductMessages.OfferMoved;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import java.util.UUID;

/// What every move of an offer has in common: the fact, and the customer who hears of it. Pure.
final class Moves {

    private Moves() {}

    /// The offer stands elsewhere, and its customer is told at once, whatever requests go with it.
    static Effects to(OfferStatus status, Offer offer) {
        return Effects.facts(
                        Fact.set(OfferSchema.ID.is(offer.id()), OfferSchema.STATUS, status.ident()))
                .and(told(status, offer));
    }

    /// The customer is told where the offer stands.
    static Effects told(OfferStatus status, Offer offer) {
        UUID customer = offer.customer();
        return Effects.none()
                .messageNow(
                        NOTIFICATIONS,
                        customer.toString(),
                        new OfferMoved(offer.id(), customer, status));
    }
}
