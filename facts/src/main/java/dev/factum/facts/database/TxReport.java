package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What one transaction did. Immutable.
///
/// @param dbBefore the database the transaction was applied to
/// @param dbAfter the database right after it
/// @param datoms what was asserted and retracted: the transaction's instant first, each datom once
/// @param tempids the entity ids that tempids were resolved to; keys are the strings (or negative
///   longs) given
public record TxReport(
        Database dbBefore, Database dbAfter, List<Datom> datoms, Map<Object, Long> tempids) {

    public TxReport {
        datoms = List.copyOf(datoms);
        tempids = Map.copyOf(tempids);
    }

    /// The transaction's t.
    public long t() {
        return dbAfter.basisT();
    }

    /// The entity that a tempid became.
    public OptionalLong resolve(Object tempid) {
        Long id = tempids.get(tempid);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }
}
