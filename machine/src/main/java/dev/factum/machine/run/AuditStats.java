package dev.factum.machine.run;

/// What the audit of decisions has come to since the runner was started. Immutable.
///
/// @param same decisions that follow from message and database
/// @param different decisions that do not: their handler is not pure
/// @param notDerivable decisions of which that cannot be told any more
/// @param dropped decisions that were not audited because too many waited, or because the log could
///   not be read
public record AuditStats(long same, long different, long notDerivable, long dropped) {}
