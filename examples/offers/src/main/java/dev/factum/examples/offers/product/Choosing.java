package dev.factum.examples.offers.product;

import static dev.factum.examples.offers.product.ProductMessages.EXPIRY;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferRules;
import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.examples.offers.database.Offers;
import dev.factum.examples.offers.product.ProductMessages.Accept;
import dev.factum.examples.offers.product.ProductMessages.Expire;
import dev.factum.examples.offers.product.ProductMessages.Propose;
import dev.factum.examples.offers.product.ProductMessages.Refusal;
import dev.factum.examples.offers.product.ProductMessages.Standing;
import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.handler.Context;
import java.time.Instant;
import java.util.UUID;

/// Offers until one is chosen: made, accepted, or expired. Pure.
public final class Choosing {

    private Choosing() {}

    // ---- business: from offers to effects

    /// The effects of a new offer: it is there, it will expire, its customer hears of it.
    static Effects proposed(Offer offer) {
        return Effects.facts(Offers.insert(offer))
                .and(Moves.told(OfferStatus.AVAILABLE, offer))
                .timer(
                        Timer.at(
                                timer(offer.id()),
                                offer.expiresAt(),
                                OutgoingMessage.of(
                                        EXPIRY, offer.id().toString(), new Expire(offer.id()))))
                .reply(new Standing(offer.id(), OfferStatus.AVAILABLE));
    }

    /// The effects of choosing an offer. Of acceptance and expiry the first to be committed wins:
    /// the other reads the status that this one writes, and is decided again.
    static Effects accepted(Offer offer, Instant now) {
        return !offer.isAvailable(now)
                ? Effects.none().reply(new Refusal("This offer is not available any more"))
                : Moves.to(OfferStatus.ACCEPTED, offer)
                        .timer(Timer.cancel(timer(offer.id())))
                        .reply(new Standing(offer.id(), OfferStatus.ACCEPTED));
    }

    /// The effects of the time being over: none if the offer was chosen.
    static Effects expired(Offer offer) {
        return offer.status() == OfferStatus.AVAILABLE
                ? Moves.to(OfferStatus.EXPIRED, offer)
                : Effects.none();
    }

    private static String timer(UUID offer) {
        return "expire/" + offer;
    }

    // ---- handlers: from messages and the database to effects

    /// Makes an offer if its partner has fewer than three available for this customer.
    static Effects propose(Propose message, Database db, Context context) {
        Offer offer =
                new Offer(
                        context.id("offer"),
                        message.partner(),
                        message.customer(),
                        OfferStatus.AVAILABLE,
                        message.amount(),
                        context.now(),
                        message.expiresAt());
        if (!offer.isAvailable(context.now())) {
            return Effects.none().reply(new Refusal("This offer has expired already"));
        }
        return OfferRules.roomForOneMore(
                        Offers.of(db, message.partner(), message.customer()), context.now())
                ? proposed(offer)
                : Effects.none().reply(new Refusal("Three offers are available already"));
    }

    static Effects accept(Accept message, Database db, Context context) {
        return Offers.find(db, message.id())
                .map(offer -> accepted(offer, context.now()))
                .orElse(Effects.none().reply(new Refusal("There is no such offer")));
    }

    static Effects expire(Expire message, Database db, Context context) {
        return Offers.find(db, message.id()).map(Choosing::expired).orElse(Effects.none());
    }
}
