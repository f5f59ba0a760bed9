package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;

/// A pure condition on datoms; it is given the database without the filter to look things up in.
@FunctionalInterface
public interface DatomFilter {
    boolean test(Database unfiltered, Datom datom);
}
