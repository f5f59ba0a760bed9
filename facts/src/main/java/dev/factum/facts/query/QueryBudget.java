package dev.factum.facts.query;

import java.util.function.BooleanSupplier;

/// What a query may use up before it is stopped with `:db.error/query-budget`.
///
/// @param maxRows the most rows that any step of the query may hold at once
/// @param maxBytes about the most memory that the rows of any step may take, values that are shared
///   with the database not counted
/// @param expired asked now and then; true stops the query
public record QueryBudget(int maxRows, long maxBytes, BooleanSupplier expired) {

    private static final QueryBudget UNLIMITED =
            new QueryBudget(Integer.MAX_VALUE - 8, Long.MAX_VALUE, () -> false);
    private static final QueryBudget STANDARD = UNLIMITED.withMaxRows(10_000_000);

    /// What a query may use that is given no other budget: ten million rows, and all the time it
    /// takes.
    public static QueryBudget standard() {
        return STANDARD;
    }

    /// No bound but the memory.
    public static QueryBudget unlimited() {
        return UNLIMITED;
    }

    /// The same budget with fewer rows.
    public QueryBudget withMaxRows(int rows) {
        return new QueryBudget(rows, maxBytes, expired);
    }

    /// The same budget with other memory.
    public QueryBudget withMaxBytes(long bytes) {
        return new QueryBudget(maxRows, bytes, expired);
    }

    /// The same budget with another end.
    public QueryBudget withExpiry(BooleanSupplier end) {
        return new QueryBudget(maxRows, maxBytes, end);
    }
}
