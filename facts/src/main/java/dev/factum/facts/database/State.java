package dev.factum.facts.database;

import dev.factum.facts.index.Indexes;
import dev.factum.facts.schema.Schema;
import java.time.Instant;

/// Everything a database holds at one basis, before any view. Immutable.
///
/// @param basis the t of the last transaction
/// @param nextEntity the sequence that the next new entity gets, in whichever partition
/// @param nextSystemEntity the sequence that the next new entity of the db partition gets
/// @param lastInstant the instant of the last transaction
public record State(
        Schema schema,
        Indexes indexes,
        long basis,
        long nextEntity,
        long nextSystemEntity,
        Instant lastInstant) {

    /// The same datoms, of which is told otherwise how they are kept.
    public State withSchema(Schema other) {
        return new State(other, indexes, basis, nextEntity, nextSystemEntity, lastInstant);
    }

    /// The same datoms, kept in other indexes.
    public State withIndexes(Indexes others) {
        return new State(schema, others, basis, nextEntity, nextSystemEntity, lastInstant);
    }
}
