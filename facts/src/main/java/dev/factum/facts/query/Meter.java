package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;

/// Watches a [QueryBudget] while one query runs. Not thread-safe.
final class Meter {

    private static final int TICKS_BETWEEN_LOOKS = 4_096;

    private final QueryBudget budget;
    private int ticks = TICKS_BETWEEN_LOOKS;

    Meter(QueryBudget budget) {
        this.budget = budget;
        look();
    }

    /// One unit of work was done.
    void tick() {
        if (--ticks < 0) {
            ticks = TICKS_BETWEEN_LOOKS;
            look();
        }
    }

    /// A step holds this many rows.
    void holds(long rows) {
        if (rows > budget.maxRows()) {
            throw FactumError.of(DbErrorCode.QUERY_BUDGET, "The query holds too many rows")
                    .with("maxRows", budget.maxRows());
        }
    }

    private void look() {
        if (budget.expired().getAsBoolean()) {
            throw FactumError.of(DbErrorCode.QUERY_BUDGET, "The query took too long");
        }
    }
}
