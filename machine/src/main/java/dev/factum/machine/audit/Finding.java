package dev.factum.machine.audit;

/// What an audit of one decision has come to.
public sealed interface Finding {

    /// The handler decides the same again.
    record Same() implements Finding {}

    /// It cannot be told: what the handler read is not kept as it was then.
    record NotDerivable() implements Finding {}

    /// The handler decides something else on the same database.
    record Different(Drift drift) implements Finding {}
}
