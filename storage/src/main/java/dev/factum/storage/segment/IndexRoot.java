package dev.factum.storage.segment;

import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.tx.Excision;
import java.time.Instant;
import java.util.Optional;

/// A database as far as it has been put into segments. What came after it is in the log. Immutable.
///
/// Requests to excise up to the basis have been carried out in the segments.
///
/// @param basis the t of the last transaction that is in the segments
/// @param nextEntity the sequence that the next new entity got then, in whichever partition
/// @param nextSystemEntity the sequence that the next new entity of the db partition got then
/// @param lastInstant the instant of that transaction
/// @param excision what is excised from the segments, and may not be from the log yet
public record IndexRoot(
        long basis,
        long nextEntity,
        long nextSystemEntity,
        Instant lastInstant,
        IndexSegments segments,
        Optional<Excision> excision) {

    /// The same when the log has been done as well.
    public IndexRoot withoutExcision() {
        return new IndexRoot(
                basis, nextEntity, nextSystemEntity, lastInstant, segments, Optional.empty());
    }
}
