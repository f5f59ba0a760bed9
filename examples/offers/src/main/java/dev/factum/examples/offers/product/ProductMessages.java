package dev.factum.examples.offers.product;

import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.facts.record.Namespace;
import dev.factum.machine.message.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/// What the product is told, what it tells, and what it says to its partners.
public final class ProductMessages {

    public static final Topic COMMANDS = Topic.of("offer-commands");
    public static final Topic NOTIFICATIONS = Topic.of("offer-notifications");
    public static final Topic EXPIRY = Topic.internal("offer-expiry");
    public static final Topic APPROVAL_KNOWN = Topic.internal("approval-known");
    public static final Topic PAYOUT_KNOWN = Topic.internal("payout-known");

    /// The credit bureau among the destinations.
    public static final String BUREAU = "bureau";

    /// The payment provider among the destinations.
    public static final String PAYMENTS = "payments";

    private ProductMessages() {}

    // ---- commands

    /// A partner offers a customer a loan, until some moment.
    @Namespace("offer")
    public record Propose(UUID partner, UUID customer, BigDecimal amount, Instant expiresAt) {}

    /// The customer chooses an offer.
    @Namespace("offer")
    public record Accept(UUID id) {}

    /// The customer says who they are.
    @Namespace("person")
    public record Submit(UUID offer, String name, String taxNumber, BigDecimal income) {}

    /// The time to choose an offer is over.
    @Namespace("offer")
    public record Expire(UUID id) {}

    // ---- answers

    /// Where an offer stands now.
    @Namespace("offer")
    public record Standing(UUID id, OfferStatus status) {}

    /// Why nothing was done.
    @Namespace("offer")
    public record Refusal(String reason) {}

    // ---- told to others

    /// To a customer: an offer of yours has come to another point.
    @Namespace("offer")
    public record OfferMoved(UUID id, UUID customer, OfferStatus status) {}

    // ---- partners

    /// What the bureau is asked.
    @Namespace("approval")
    public record ApprovalWanted(
            UUID offer, String taxNumber, BigDecimal income, BigDecimal amount) {}

    /// What the bureau answers.
    @Namespace("bureau")
    public record ApprovalGiven(boolean granted) {}

    /// What the payment provider is asked.
    @Namespace("payout")
    public record PayoutWanted(UUID offer, UUID customer, BigDecimal amount) {}

    /// What the handlers of outcomes are told again.
    @Namespace("about")
    public record AboutOffer(UUID id) {}
}
