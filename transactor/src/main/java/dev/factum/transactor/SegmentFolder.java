package dev.factum.transactor;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.tx.Excision;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Folds the novelty of a state into segments, and keeps them somewhere. Used by one thread at a
/// time.
interface SegmentFolder {

    /// The segments of a state whose indexes are frozen, everything in it being durable. When it
    /// returns, whoever opens the database finds them.
    ///
    /// @param excision what is excised by it
    /// @param excised the datoms of the state that this comes to
    IndexSegments fold(State frozen, Optional<Excision> excision, Set<Datom> excised);

    /// Takes out of the log what is out of the segments, and out of storage what segments before
    /// were kept in. When it returns, whoever opens the database finds nothing of it.
    void exciseLog(Excision excision, Set<Datom> excised);

    /// The attributes whose past is given up.
    static Set<Long> withoutHistory(State state) {
        return state.schema().attributes().stream()
                .filter(AttributeDefinition::noHistory)
                .map(AttributeDefinition::id)
                .collect(Collectors.toSet());
    }
}
