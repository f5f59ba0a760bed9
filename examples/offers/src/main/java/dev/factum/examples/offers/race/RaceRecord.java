package dev.factum.examples.offers.race;

import dev.factum.facts.record.Namespace;
import java.time.Instant;
import java.util.UUID;

/// A race as the database remembers it.
@Namespace("race")
public record RaceRecord(
        UUID id,
        String strategy,
        UUID customer,
        Instant endedAt,
        long threads,
        long accepted,
        long atEnd,
        long mostVisible,
        long reRuns,
        long millis) {}
