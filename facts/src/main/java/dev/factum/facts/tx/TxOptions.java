package dev.factum.facts.tx;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a transaction is told from outside, since the pipeline has no clock.
///
/// @param now the transactor's clock: the transaction's instant is this, or the last one's if that
///   is later; null if there is no clock, and then the instant is the last one's and any later one
///   may be stated
/// @param claim an idempotency key to store on the transaction, or null
public record TxOptions(@Nullable Instant now, @Nullable String claim) {

    /// Options for a speculation, which has no clock: its instant is the last one's, or any later
    /// one it states.
    public static TxOptions speculative() {
        return new TxOptions(null, null);
    }

    /// Options for a transaction without an idempotency key.
    public static TxOptions at(Instant now) {
        return new TxOptions(now, null);
    }
}
