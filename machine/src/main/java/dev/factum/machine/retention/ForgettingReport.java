package dev.factum.machine.retention;

/// What was let go. Immutable.
///
/// @param decisions how many decisions were shortened
/// @param bytes by how much the log has become shorter
/// @param kept how many decisions are older and still needed
/// @param through the t up to which all has been looked at
/// @param claims how many claims were excised
public record ForgettingReport(long decisions, long bytes, int kept, long through, long claims) {}
