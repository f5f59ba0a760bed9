package dev.factum.examples.offers.product;

import static dev.factum.examples.offers.product.ProductMessages.APPROVAL_KNOWN;
import static dev.factum.examples.offers.product.ProductMessages.BUREAU;
import static dev.factum.examples.offers.product.ProductMessages.PAYMENTS;
import static dev.factum.examples.offers.product.ProductMessages.PAYOUT_KNOWN;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.examples.offers.database.Offers;
import dev.factum.examples.offers.product.ProductMessages.AboutOffer;
import dev.factum.examples.offers.product.ProductMessages.ApprovalGiven;
import dev.factum.examples.offers.product.ProductMessages.ApprovalWanted;
import dev.factum.examples.offers.product.ProductMessages.PayoutWanted;
import dev.factum.examples.offers.product.ProductMessages.Refusal;
import dev.factum.examples.offers.product.ProductMessages.Standing;
import dev.factum.examples.offers.product.ProductMessages.Submit;
import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.Request;
import dev.factum.machine.handler.Context;
import dev.factum.machine.request.RequestOutcome;
import java.util.Optional;
import java.util.UUID;

/// An offer that was chosen, until its customer has the money: personal data, approval, pay-out.
/// Pure.
///
/// Approval and pay-out are one saga, named after the offer: if the pay-out fails for good, the
/// approval is withdrawn.
public final class Lending {

    private Lending() {}

    // ---- business: from offers to effects

    /// The effects of knowing who the customer is: kept as facts, and the bureau is asked.
    static Effects submitted(Offer offer, Submit person) {
        return Effects.facts(
                        Fact.entity()
                                .with(PersonFacts.CUSTOMER, offer.customer())
                                .with(PersonFacts.NAME, person.name())
                                .with(PersonFacts.TAX_NUMBER, person.taxNumber())
                                .with(PersonFacts.INCOME, person.income()))
                .and(Moves.to(OfferStatus.SUBMITTED, offer))
                .request(approval(offer, person))
                .reply(new Standing(offer.id(), OfferStatus.SUBMITTED));
    }

    /// Asks the bureau. It knows no keys, so after a lost answer it is asked whether it has heard
    /// of this offer.
    private static Request approval(Offer offer, Submit person) {
        String path = "/approvals/" + offer.id();
        return Request.of("approval", "POST", BUREAU, path)
                .body(
                        new ApprovalWanted(
                                offer.id(), person.taxNumber(), person.income(), offer.amount()))
                .context(new AboutOffer(offer.id()))
                .outcome(APPROVAL_KNOWN)
                .probe(path)
                .saga(saga(offer.id()))
                .compensatedBy(withdrawal(offer));
    }

    private static Request withdrawal(Offer offer) {
        String path = "/withdrawals/" + offer.id();
        return Request.of("withdrawal", "POST", BUREAU, path).probe(path);
    }

    /// Asks the payment provider, which performs requests of one key once.
    private static Request payout(Offer offer) {
        return Request.of("payout", "POST", PAYMENTS, "/payouts/" + offer.id())
                .body(new PayoutWanted(offer.id(), offer.customer(), offer.amount()))
                .context(new AboutOffer(offer.id()))
                .outcome(PAYOUT_KNOWN)
                .saga(saga(offer.id()));
    }

    private static String saga(UUID offer) {
        return "loan/" + offer;
    }

    /// The effects of what the bureau said.
    static Effects approved(Offer offer, RequestOutcome outcome) {
        return switch (outcome.state()) {
            case DONE ->
                    outcome.body(ApprovalGiven.class).granted()
                            ? Moves.to(OfferStatus.APPROVED, offer).request(payout(offer))
                            : Moves.to(OfferStatus.REFUSED, offer);
            case FAILED -> Moves.to(OfferStatus.REFUSED, offer);
            case UNKNOWN -> Moves.to(OfferStatus.UNDER_REVIEW, offer);
            case WAITING, PLANNED, ATTEMPTING, CANCELLED -> throw noOutcome(outcome);
        };
    }

    /// The effects of what the payment provider said.
    static Effects paid(Offer offer, RequestOutcome outcome) {
        return switch (outcome.state()) {
            case DONE -> Moves.to(OfferStatus.PAID, offer);
            case FAILED -> Moves.to(OfferStatus.CLOSED, offer).compensate(saga(offer.id()));
            case UNKNOWN -> Moves.to(OfferStatus.UNDER_REVIEW, offer);
            case WAITING, PLANNED, ATTEMPTING, CANCELLED -> throw noOutcome(outcome);
        };
    }

    private static IllegalArgumentException noOutcome(RequestOutcome outcome) {
        return new IllegalArgumentException("This is no outcome: " + outcome.state());
    }

    // ---- handlers: from messages and the database to effects

    static Effects submit(Submit message, Database db, Context context) {
        return Offers.find(db, message.offer())
                .filter(offer -> offer.status() == OfferStatus.ACCEPTED)
                .map(offer -> submitted(offer, message))
                .orElse(Effects.none().reply(new Refusal("No such offer waits for personal data")));
    }

    static Effects approvalKnown(RequestOutcome outcome, Database db, Context context) {
        return about(outcome, db).map(offer -> approved(offer, outcome)).orElse(Effects.none());
    }

    static Effects payoutKnown(RequestOutcome outcome, Database db, Context context) {
        return about(outcome, db).map(offer -> paid(offer, outcome)).orElse(Effects.none());
    }

    private static Optional<Offer> about(RequestOutcome outcome, Database db) {
        return Offers.find(db, outcome.context(AboutOffer.class).id());
    }
}
