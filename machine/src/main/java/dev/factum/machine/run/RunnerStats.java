package dev.factum.machine.run;

import org.jspecify.annotations.Nullable;

/// What a runner has done since it was started, at one moment. Immutable.
///
/// @param runs how often a handler ran for a decision that was committed, the last run included
/// @param reRuns how many of these runs came after a conflict
/// @param duplicates messages that had been decided before
/// @param parked messages that were set aside
/// @param fenced messages that were given back because their source belongs to somebody else
/// @param published messages that were handed to the broker, repetitions included
/// @param fired transactions in which timers were fired
/// @param partitions how many of the machine's partitions are this instance's; all if it is alone
/// @param relayLag how many transactions the relay is behind
/// @param relayFailure why the relay has stopped or tries again, or null while it sends
/// @param forgotten how many old decisions let go of what they owed
/// @param forgottenBytes by how much the log has become shorter by that
/// @param audit what decisions that were made once more have come to
/// @param intake which handlers are given no messages, and what waits for that
public record RunnerStats(
        long decided,
        long runs,
        long reRuns,
        long duplicates,
        long parked,
        long fenced,
        long published,
        long fired,
        int partitions,
        long relayLag,
        @Nullable String relayFailure,
        long forgotten,
        long forgottenBytes,
        AuditStats audit,
        IntakeStats intake) {}
