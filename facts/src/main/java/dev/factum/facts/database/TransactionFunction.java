package dev.factum.facts.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pure function from the database before a transaction, and arguments, to more transaction data.
///
/// It may refuse the whole transaction by throwing what [Cancellation] makes. A null answer is no
/// transaction data.
@FunctionalInterface
public interface TransactionFunction {
    @Nullable List<?> apply(Database before, List<? extends @Nullable Object> arguments);
}
