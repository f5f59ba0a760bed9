package dev.factum.facts.database;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;

/// How a transaction function refuses its transaction.
public final class Cancellation {

    private Cancellation() {}

    /// The request is wrong: category `incorrect`.
    public static FactumError incorrect(String message) {
        return FactumError.of(DbErrorCode.CANCELLED_INCORRECT, message).with("cancelled", true);
    }

    /// The request was right but something else came first: category `conflict`.
    public static FactumError conflict(String message) {
        return FactumError.of(DbErrorCode.CANCELLED_CONFLICT, message).with("cancelled", true);
    }
}
