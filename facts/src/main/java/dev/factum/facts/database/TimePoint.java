package dev.factum.facts.database;

import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A point in a database's history: a transaction, or a moment of the clock.
public sealed interface TimePoint {

    /// A transaction by its t.
    record Transaction(long t) implements TimePoint {}

    /// A moment; it stands for the last transaction at or before it.
    record Moment(Instant instant) implements TimePoint {}

    /// What EDN data can give: a t, the id of a transaction, or an instant.
    ///
    /// @throws FactumError `:db.error/invalid-time-point` for anything else
    static TimePoint of(@Nullable Object data) {
        return switch (data) {
            case Long t -> new Transaction(EntityId.isTransaction(t) ? EntityId.sequence(t) : t);
            case Integer t -> new Transaction(t);
            case Instant instant -> new Moment(instant);
            case null, default ->
                    throw FactumError.of(
                                    DbErrorCode.INVALID_TIME_POINT,
                                    "A point of time is a t, a transaction id or an instant")
                            .with("given", data);
        };
    }
}
