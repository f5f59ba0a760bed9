package dev.factum.storage.segment;

import dev.factum.facts.index.IndexSegments;
import java.time.Instant;

/// A database as far as it has been put into segments. What came after it is in the log. Immutable.
///
/// @param basis the t of the last transaction that is in the segments
/// @param nextEntity the sequence that the next new entity got then, in whichever partition
/// @param nextSystemEntity the sequence that the next new entity of the db partition got then
/// @param lastInstant the instant of that transaction
public record IndexRoot(
        long basis,
        long nextEntity,
        long nextSystemEntity,
        Instant lastInstant,
        IndexSegments segments) {}
