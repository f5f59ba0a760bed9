package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Watches a [QueryBudget] while one query runs. Not thread-safe.
///
/// Every loop over rows or datoms tells it what was done, so that a query that is over its budget
/// stops wherever it is.
final class Meter {

    /// What a call of a function counts for, as it may take long.
    private static final int TICKS_OF_A_CALL = 64;

    private static final int TICKS_BETWEEN_LOOKS = 4_096;
    private static final long BYTES_OF_A_VALUE = 8;

    /// Smaller values are bounded by the number of rows, and most are the database's.
    private static final long BYTES_OF_A_LARGE_VALUE = 256;

    private final QueryBudget budget;
    private final Instant start;
    private int ticks;
    private long bytesGiven;

    Meter(QueryBudget budget) {
        this.budget = budget;
        this.start = budget.clock().instant();
        look();
    }

    /// One unit of work was done.
    void tick() {
        ticks(1);
    }

    /// A function is about to be called.
    void call() {
        ticks(TICKS_OF_A_CALL);
    }

    /// Some units of work were done, or are about to be.
    void ticks(int count) {
        ticks -= count;
        if (ticks < 0) {
            look();
        }
    }

    /// A step holds this many rows of this many values.
    void holds(long rows, int width) {
        if (rows > budget.maxRows()) {
            throw FactumError.of(DbErrorCode.QUERY_BUDGET, "The query holds too many rows")
                    .with("maxRows", budget.maxRows());
        }
        requireBytes(rows * Math.max(1, width) * BYTES_OF_A_VALUE);
    }

    /// A function has given this value, which may stay to the end.
    void given(@Nullable Object value) {
        long bytes = Sizes.bytes(value);
        if (bytes > BYTES_OF_A_LARGE_VALUE) {
            bytesGiven += bytes;
            requireBytes(bytesGiven);
        }
    }

    private void requireBytes(long bytes) {
        if (bytes > budget.maxBytes()) {
            throw FactumError.of(DbErrorCode.QUERY_MEMORY, "The query holds too much memory")
                    .with("maxBytes", budget.maxBytes());
        }
    }

    private void look() {
        ticks = TICKS_BETWEEN_LOOKS;
        if (budget.cancelled().getAsBoolean()) {
            throw FactumError.of(DbErrorCode.QUERY_CANCELLED, "The query was cancelled");
        }
        Duration taken = Duration.between(start, budget.clock().instant());
        if (taken.compareTo(budget.time()) > 0) {
            throw FactumError.of(DbErrorCode.QUERY_TIMEOUT, "The query took too long")
                    .with("millis", budget.time().toMillis());
        }
    }
}
