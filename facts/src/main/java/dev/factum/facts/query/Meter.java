package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;

/// Watches a [QueryBudget] while one query runs. Not thread-safe.
///
/// Every loop over rows or datoms tells it what was done, so that a query that is over its budget
/// stops wherever it is.
final class Meter {

    private static final int TICKS_BETWEEN_LOOKS = 4_096;
    private static final long BYTES_OF_A_VALUE = 8;

    private final QueryBudget budget;
    private int ticks = TICKS_BETWEEN_LOOKS;

    Meter(QueryBudget budget) {
        this.budget = budget;
        look();
    }

    /// One unit of work was done.
    void tick() {
        if (--ticks < 0) {
            look();
        }
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
        if (rows * Math.max(1, width) * BYTES_OF_A_VALUE > budget.maxBytes()) {
            throw FactumError.of(DbErrorCode.QUERY_BUDGET, "The query holds too much memory")
                    .with("maxBytes", budget.maxBytes());
        }
    }

    private void look() {
        ticks = TICKS_BETWEEN_LOOKS;
        if (budget.expired().getAsBoolean()) {
            throw FactumError.of(DbErrorCode.QUERY_BUDGET, "The query took too long");
        }
    }
}
