package dev.factum.examples.offers.common;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Offers made up for tests and demonstrations.
public final class FakeOffers {

    private FakeOffers() {}

    /// An available offer of this partner for this customer, good for a day.
    public static Offer available(UUID partner, UUID customer, Instant now) {
        return new Offer(
                UUID.randomUUID(),
                partner,
                customer,
                OfferStatus.AVAILABLE,
                new BigDecimal("5000.00"),
                now,
                now.plus(Duration.ofDays(1)));
    }
}
