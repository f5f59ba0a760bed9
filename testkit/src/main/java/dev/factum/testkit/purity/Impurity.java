package dev.factum.testkit.purity;

import java.util.List;

/// Something in a handler's code whose answer depends on more than message and database.
///
/// @param kind what it depends on
/// @param what the method or field that does
/// @param path how it is reached: methods, the handler's own first
public record Impurity(Kind kind, String what, List<String> path) {

    /// What code must not depend on, or do.
    public enum Kind {
        CLOCK,
        RANDOMNESS,
        INPUT_OUTPUT,
        THREADS,
        ENVIRONMENT,
        /// A static field that is not final, or is written after the class was initialized.
        MUTABLE_STATE,
        /// Collections whose order is another one in each process.
        HASH_ORDER
    }

    public Impurity {
        path = List.copyOf(path);
    }

    @Override
    public String toString() {
        return kind + ": " + what + ", by way of " + String.join(" -> ", path);
    }
}
