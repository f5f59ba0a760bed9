package dev.factum.examples.offers.product;

import static dev.factum.examples.offers.product.ProductMessages.APPROVAL_KNOWN;
import static dev.factum.examples.offers.product.ProductMessages.BUREAU;
import static dev.factum.examples.offers.product.ProductMessages.COMMANDS;
import static dev.factum.examples.offers.product.ProductMessages.EXPIRY;
import static dev.factum.examples.offers.product.ProductMessages.NOTIFICATIONS;
import static dev.factum.examples.offers.product.ProductMessages.PAYMENTS;
import static dev.factum.examples.offers.product.ProductMessages.PAYOUT_KNOWN;

import dev.factum.examples.offers.database.OfferSchema;
import dev.factum.examples.offers.product.ProductMessages.Accept;
import dev.factum.examples.offers.product.ProductMessages.Expire;
import dev.factum.examples.offers.product.ProductMessages.OfferMoved;
import dev.factum.examples.offers.product.ProductMessages.Propose;
import dev.factum.examples.offers.product.ProductMessages.Refusal;
import dev.factum.examples.offers.product.ProductMessages.Standing;
import dev.factum.examples.offers.product.ProductMessages.Submit;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.request.RequestOutcome;
import dev.factum.machine.run.Machine;
import java.util.List;
import java.util.stream.Stream;

/// The product's machine: its handlers, and what each of them may do. Pure.
public final class OfferProduct {

    private static final Attribute<?>[] OFFER = {
        OfferSchema.ID,
        OfferSchema.PARTNER,
        OfferSchema.CUSTOMER,
        OfferSchema.STATUS,
        OfferSchema.AMOUNT,
        OfferSchema.CREATED_AT,
        OfferSchema.EXPIRES_AT
    };

    /// The attributes that the product needs.
    public static final List<Attribute<?>> SCHEMA =
            Stream.concat(Stream.of(OFFER), PersonFacts.SCHEMA.stream()).toList();

    private static final Contract LOOK = Contract.nothing().reads(OFFER);

    static final Contract MOVE =
            LOOK.writes(OfferSchema.STATUS).sends(NOTIFICATIONS, OfferMoved.class);

    static final Contract CHOOSE = MOVE.replies(Standing.class, Refusal.class);

    static final Contract PROPOSE = CHOOSE.writes(OFFER).sends(EXPIRY, Expire.class);

    static final Contract SUBMIT =
            CHOOSE.writes(
                            PersonFacts.CUSTOMER,
                            PersonFacts.NAME,
                            PersonFacts.TAX_NUMBER,
                            PersonFacts.INCOME)
                    .requests(BUREAU);

    static final Contract APPROVE = MOVE.requests(PAYMENTS);

    private OfferProduct() {}

    /// The machine that runs the handlers.
    public static Machine machine() {
        return Machine.builder()
                .name("offer-product")
                .on(COMMANDS, "propose", Propose.class, Choosing::propose, PROPOSE)
                .on(COMMANDS, "accept", Accept.class, Choosing::accept, CHOOSE)
                .on(EXPIRY, "expire", Expire.class, Choosing::expire, MOVE)
                .on(COMMANDS, "submit", Submit.class, Lending::submit, SUBMIT)
                .on(
                        APPROVAL_KNOWN,
                        "approval-known",
                        RequestOutcome.class,
                        Lending::approvalKnown,
                        APPROVE)
                .on(PAYOUT_KNOWN, "payout-known", RequestOutcome.class, Lending::payoutKnown, MOVE)
                .build();
    }
}
