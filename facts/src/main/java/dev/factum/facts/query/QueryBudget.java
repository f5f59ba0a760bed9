package dev.factum.facts.query;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// What a query may use up before it is stopped.
///
/// | used up | code |
/// |---|---|
/// | rows | `:db.error/query-budget` |
/// | memory | `:db.error/query-memory` |
/// | time | `:db.error/query-timeout` |
/// | the caller's patience | `:db.error/query-cancelled` |
///
/// Every loop of a query looks at its budget after some thousand steps, and after some dozen calls
/// of functions. A function that an application offers is not stopped inside. Immutable.
///
/// @param maxRows the most rows that any step of the query may hold at once
/// @param maxBytes about the most memory that the rows of any step may take, values that are shared
///   with the database not counted; and that the large values may take which functions give
/// @param time how long a query may take
/// @param clock what tells the time
/// @param cancelled asked now and then; true stops the query
public record QueryBudget(
        int maxRows, long maxBytes, Duration time, InstantSource clock, BooleanSupplier cancelled) {

    private static final Duration FOREVER = Duration.ofDays(365_000);
    private static final QueryBudget UNLIMITED =
            new QueryBudget(
                    Integer.MAX_VALUE - 8,
                    Long.MAX_VALUE,
                    FOREVER,
                    () -> Instant.EPOCH,
                    () -> false);
    private static final long STANDARD_BYTES = 1L << 30;
    private static final int SHARE_OF_HEAP = 4;
    private static final QueryBudget STANDARD =
            UNLIMITED.withMaxRows(10_000_000).withMaxBytes(STANDARD_BYTES);

    /// What a query may use that is given no other budget: ten million rows, a gigabyte, and all
    /// the time it takes.
    public static QueryBudget standard() {
        return STANDARD;
    }

    /// The standard budget for a process of this memory: a quarter of it at most, since a join
    /// holds what it reads, what it makes and a table beside them.
    public static QueryBudget forHeap(long bytes) {
        return STANDARD.withMaxBytes(Math.min(STANDARD_BYTES, bytes / SHARE_OF_HEAP));
    }

    /// No bound but the memory.
    public static QueryBudget unlimited() {
        return UNLIMITED;
    }

    /// The same budget with fewer rows.
    public QueryBudget withMaxRows(int rows) {
        return new QueryBudget(rows, maxBytes, time, clock, cancelled);
    }

    /// The same budget with other memory.
    public QueryBudget withMaxBytes(long bytes) {
        return new QueryBudget(maxRows, bytes, time, clock, cancelled);
    }

    /// The same budget with so much time for each query.
    public QueryBudget withTime(Duration each, InstantSource source) {
        return new QueryBudget(maxRows, maxBytes, each, source, cancelled);
    }

    /// The same budget with a way to stop the query from outside, such as a flag that another
    /// thread sets.
    public QueryBudget withCancellation(BooleanSupplier asked) {
        return new QueryBudget(maxRows, maxBytes, time, clock, asked);
    }
}
