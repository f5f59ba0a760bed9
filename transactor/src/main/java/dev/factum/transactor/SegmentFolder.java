package dev.factum.transactor;

import dev.factum.facts.database.State;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.SegmentStore;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.Set;
import java.util.stream.Collectors;

/// Folds the novelty of a state into segments, and keeps them somewhere. Used by one thread at a
/// time.
interface SegmentFolder {

    /// The segments of a state whose indexes are frozen, everything in it being durable. When it
    /// returns, whoever opens the database finds them.
    IndexSegments fold(State frozen);

    /// For databases that live in memory.
    static SegmentFolder inMemory() {
        return frozen -> frozen.indexes().folded(SegmentStore.MEMORY, withoutHistory(frozen));
    }

    /// The attributes whose past is given up.
    static Set<Long> withoutHistory(State state) {
        return state.schema().attributes().stream()
                .filter(AttributeDefinition::noHistory)
                .map(AttributeDefinition::id)
                .collect(Collectors.toSet());
    }
}
