package dev.factum.examples.offers.product;

import static dev.factum.examples.offers.product.Product.AMOUNT;
import static dev.factum.examples.offers.product.Product.CUSTOMER;
import static dev.factum.examples.offers.product.Product.context;
import static dev.factum.examples.offers.product.Product.offer;
import static dev.factum.examples.offers.product.Product.person;
import static dev.factum.examples.offers.product.Product.proposal;
import static dev.factum.examples.offers.product.ProductMessages.NOTIFICATIONS;
import static dev.factum.machine.effect.Fact.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.examples.offers.database.OfferSchema;
import dev.factum.examples.offers.product.ProductMessages.AboutOffer;
import dev.factum.examples.offers.product.ProductMessages.ApprovalGiven;
import dev.factum.examples.offers.product.ProductMessages.ApprovalWanted;
import dev.factum.examples.offers.product.ProductMessages.OfferMoved;
import dev.factum.examples.offers.product.ProductMessages.PayoutWanted;
import dev.factum.examples.offers.product.ProductMessages.Refusal;
import dev.factum.examples.offers.product.ProductMessages.Standing;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.Request;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.request.RequestOutcome;
import dev.factum.machine.request.RequestState;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// One equality for each decision about an offer that was chosen.
class LendingTest {

    private static final UUID ID = Product.offerOf("p1");
    private static final Offer ACCEPTED = offer(ID, OfferStatus.ACCEPTED);
    private static final Offer SUBMITTED = offer(ID, OfferStatus.SUBMITTED);
    private static final Offer APPROVED = offer(ID, OfferStatus.APPROVED);

    private static Effects moved(OfferStatus status) {
        return Effects.facts(set(OfferSchema.ID.is(ID), OfferSchema.STATUS, status.ident()))
                .messageNow(
                        NOTIFICATIONS, CUSTOMER.toString(), new OfferMoved(ID, CUSTOMER, status));
    }

    private static RequestOutcome outcome(RequestState state, boolean granted) {
        return new RequestOutcome(
                "key",
                "label",
                state,
                Optional.empty(),
                MessageType.payloadOf(new ApprovalGiven(granted)),
                MessageType.payloadOf(new AboutOffer(ID)),
                Optional.empty());
    }

    @Test
    void personalDataAreKeptAndTheBureauIsAsked() {
        assertEquals(
                Effects.facts(
                                Fact.entity()
                                        .with(PersonFacts.CUSTOMER, CUSTOMER)
                                        .with(PersonFacts.NAME, "Ana Souza")
                                        .with(PersonFacts.TAX_NUMBER, "123-45")
                                        .with(PersonFacts.INCOME, person(ID).income()))
                        .and(moved(OfferStatus.SUBMITTED))
                        .request(
                                Request.of("approval", "POST", "bureau", "/approvals/" + ID)
                                        .body(
                                                new ApprovalWanted(
                                                        ID, "123-45", person(ID).income(), AMOUNT))
                                        .context(new AboutOffer(ID))
                                        .outcome(ProductMessages.APPROVAL_KNOWN)
                                        .probe("/approvals/" + ID)
                                        .saga("loan/" + ID)
                                        .compensatedBy(
                                                Request.of(
                                                                "withdrawal",
                                                                "POST",
                                                                "bureau",
                                                                "/withdrawals/" + ID)
                                                        .probe("/withdrawals/" + ID)))
                        .reply(new Standing(ID, OfferStatus.SUBMITTED)),
                Lending.submit(
                        person(ID), Product.with(ACCEPTED), context("submit", proposal("s1"))));
    }

    @Test
    void personalDataForAnyOtherOfferAreRefused() {
        assertEquals(
                Effects.none().reply(new Refusal("No such offer waits for personal data")),
                Lending.submit(
                        person(ID), Product.with(SUBMITTED), context("submit", proposal("s1"))));
    }

    @Test
    void whoIsApprovedIsPaidOut() {
        assertEquals(
                moved(OfferStatus.APPROVED)
                        .request(
                                Request.of("payout", "POST", "payments", "/payouts/" + ID)
                                        .body(new PayoutWanted(ID, CUSTOMER, AMOUNT))
                                        .context(new AboutOffer(ID))
                                        .outcome(ProductMessages.PAYOUT_KNOWN)
                                        .saga("loan/" + ID)),
                Lending.approvalKnown(
                        outcome(RequestState.DONE, true),
                        Product.with(SUBMITTED),
                        context("approval-known", proposal("o1"))));
    }

    @Test
    void whoIsNotApprovedIsRefused() {
        assertEquals(
                moved(OfferStatus.REFUSED),
                Lending.approved(SUBMITTED, outcome(RequestState.DONE, false)));
        assertEquals(
                moved(OfferStatus.REFUSED),
                Lending.approved(SUBMITTED, outcome(RequestState.FAILED, false)));
    }

    @Test
    void whatNobodyKnowsIsLookedInto() {
        assertEquals(
                moved(OfferStatus.UNDER_REVIEW),
                Lending.approved(SUBMITTED, outcome(RequestState.UNKNOWN, false)));
        assertEquals(
                moved(OfferStatus.UNDER_REVIEW),
                Lending.paid(APPROVED, outcome(RequestState.UNKNOWN, false)));
    }

    @Test
    void aPayoutEndsTheLoan() {
        assertEquals(
                moved(OfferStatus.PAID),
                Lending.payoutKnown(
                        outcome(RequestState.DONE, true),
                        Product.with(APPROVED),
                        context("payout-known", proposal("o2"))));
    }

    @Test
    void whatCannotBePaidOutIsClosedAndTheApprovalIsWithdrawn() {
        assertEquals(
                moved(OfferStatus.CLOSED).compensate("loan/" + ID),
                Lending.paid(APPROVED, outcome(RequestState.FAILED, true)));
    }

    @Test
    void whatIsStillUnderWayIsNoOutcome() {
        RequestOutcome planned = outcome(RequestState.PLANNED, false);
        assertThrows(IllegalArgumentException.class, () -> Lending.approved(SUBMITTED, planned));
        assertThrows(IllegalArgumentException.class, () -> Lending.paid(APPROVED, planned));
    }
}
