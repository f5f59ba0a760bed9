package dev.factum.transactor.code;

import dev.factum.facts.database.Cancellation;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.TransactionFunction;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every compiled transaction function extends: it gives its code the word [#cancel].
public abstract class InstalledFunction implements TransactionFunction {

    private final int parameters;

    /// @param parameters how many arguments the function takes, without the database
    protected InstalledFunction(int parameters) {
        this.parameters = parameters;
    }

    /// The body of the function, which may throw anything.
    protected abstract @Nullable List<?> body(
            Database before, List<? extends @Nullable Object> arguments) throws Exception;

    @Override
    public final @Nullable List<?> apply(
            Database before, List<? extends @Nullable Object> arguments) {
        if (arguments.size() != parameters) {
            throw FactumError.of(
                            DbErrorCode.INVALID_TX_DATA,
                            "The function takes another number of arguments")
                    .with("expected", parameters)
                    .with("given", arguments.size());
        }
        try {
            return body(before, arguments);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw FactumError.of(DbErrorCode.TX_FN_FAILED, "A transaction function failed", checked)
                    .with("cause", checked.toString());
        }
    }

    /// Refuses the transaction: always throws, and can be written `throw cancel(…)` where the
    /// compiler wants to see that.
    ///
    /// @param category `"conflict"` (also as keyword, also `:cognitect.anomalies/conflict`);
    ///   everything else is `incorrect`
    protected static FactumError cancel(Object category, String message) {
        throw category.toString().endsWith("conflict")
                ? Cancellation.conflict(message)
                : Cancellation.incorrect(message);
    }
}
