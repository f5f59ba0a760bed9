package dev.factum.examples.offers.business;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/// A loan that a partner offers to a customer.
public record Offer(
        UUID id,
        UUID partner,
        UUID customer,
        OfferStatus status,
        BigDecimal amount,
        Instant createdAt,
        Instant expiresAt) {

    /// True if the customer can accept this offer at this time.
    public boolean isAvailable(Instant now) {
        return status == OfferStatus.AVAILABLE && expiresAt.isAfter(now);
    }
}
