package dev.factum.examples.offers.business;

import java.time.Instant;
import java.util.Collection;

/// The one rule: a partner has at most three available offers for one customer.
public final class OfferRules {

    public static final int MAX_AVAILABLE = 3;

    private OfferRules() {}

    /// True if one more offer can be made beside these, all of one partner for one customer.
    public static boolean roomForOneMore(Collection<Offer> offers, Instant now) {
        return available(offers, now) < MAX_AVAILABLE;
    }

    /// True if there are more offers than the rule allows.
    public static boolean tooMany(Collection<Offer> offers, Instant now) {
        return available(offers, now) > MAX_AVAILABLE;
    }

    private static long available(Collection<Offer> offers, Instant now) {
        return offers.stream().filter(offer -> offer.isAvailable(now)).count();
    }
}
