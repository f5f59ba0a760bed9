package dev.factum.examples.offers.controllers;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferRules;
import dev.factum.examples.offers.database.OfferSchema;
import dev.factum.examples.offers.database.Offers;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Invariant;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// v5: just inserts. The rule is declared once, and the transactor refuses every transaction that
/// would break it, whoever wrote it.
public final class WithAnInvariant implements CreateOffer {

    private final Connection connection;

    public WithAnInvariant(Connection connection) {
        this.connection = connection;
    }

    /// The declaration: after every transaction that touches these attributes, no partner has too
    /// many offers for the customers concerned. It is the business rule itself that is called.
    public static Invariant declaration() {
        return new Invariant(
                "at most three available offers",
                Set.of(
                        OfferSchema.CUSTOMER.ident(),
                        OfferSchema.PARTNER.ident(),
                        OfferSchema.STATUS.ident()),
                WithAnInvariant::violation);
    }

    private static Optional<String> violation(Database after, Collection<Long> touched) {
        for (long id : touched) {
            Optional<UUID> partner =
                    after.entity(id).flatMap(offer -> offer.get(OfferSchema.PARTNER));
            Optional<UUID> customer =
                    after.entity(id).flatMap(offer -> offer.get(OfferSchema.CUSTOMER));
            if (partner.isPresent()
                    && customer.isPresent()
                    && OfferRules.tooMany(
                            Offers.of(after, partner.get(), customer.get()), after.lastInstant())) {
                return Optional.of(
                        "More than three available offers for customer " + customer.get());
            }
        }
        return Optional.empty();
    }

    @Override
    public Outcome create(Offer offer) {
        try {
            return Outcome.accepted(connection.transact(Offers.insert(offer)).t(), 0);
        } catch (FactumError error) {
            if (error.code() == DbErrorCode.INVARIANT) {
                return Outcome.refused(0);
            }
            throw error;
        }
    }
}
