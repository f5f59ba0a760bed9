package dev.factum.facts.tx;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a transaction is told from outside, since the pipeline has no clock.
///
/// @param instant the transaction's instant (the last one's, if that is later); null for the last
///   one's
/// @param limit the latest instant that the transaction may state for itself; null for none
/// @param claim an idempotency key to store on the transaction, or null
/// @param fillsLater true if somebody fills AVET later with the facts of an attribute that is to be
///   kept by value from now on, if there are many
public record TxOptions(
        @Nullable Instant instant,
        @Nullable Instant limit,
        @Nullable String claim,
        boolean fillsLater) {

    /// Options for a transaction without an idempotency key.
    public static TxOptions at(Instant now) {
        return new TxOptions(now, now, null, false);
    }

    /// Options for a transaction under an idempotency key.
    public static TxOptions at(Instant now, @Nullable String claim) {
        return new TxOptions(now, now, claim, false);
    }

    /// The same, where large attributes are put into AVET by somebody else.
    public TxOptions fillingLater() {
        return new TxOptions(instant, limit, claim, true);
    }

    /// Options for a speculation: the same on every run, whatever the time is.
    public static TxOptions speculative(@Nullable Instant limit) {
        return new TxOptions(null, limit, null, false);
    }
}
