package dev.factum.examples.offers.business;

import dev.factum.facts.record.Namespace;
import dev.factum.facts.value.Keyword;
import java.util.Locale;

/// Where an offer stands.
@Namespace("offer.status")
public enum OfferStatus {
    /// The customer can accept it until it expires.
    AVAILABLE,
    /// Nobody accepted it in time.
    EXPIRED,
    /// The customer chose it.
    ACCEPTED,
    /// The customer said who they are, and the bureau is asked.
    SUBMITTED,
    /// The bureau said yes, and the loan is being paid out.
    APPROVED,
    /// The bureau said no.
    REFUSED,
    /// Nobody knows what a partner did; a person finds out.
    UNDER_REVIEW,
    /// The customer has the money.
    PAID,
    /// It could not be paid out, and the approval is withdrawn.
    CLOSED;

    /// How facts name it.
    public Keyword ident() {
        return Keyword.of("offer.status/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
