package dev.factum.testkit.simulation;

import dev.factum.facts.database.Database;
import java.util.Optional;

/// A rule that every database of a run keeps.
@FunctionalInterface
public interface Invariant {

    /// Why this database is not as it should be, or nothing.
    Optional<String> brokenBy(Database db);
}
