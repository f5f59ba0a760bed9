package dev.factum.transactor;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.SegmentStore;
import dev.factum.facts.tx.Excision;
import java.util.Optional;
import java.util.Set;

/// Folds novelty into segments that live as long as the database values that have them.
final class MemorySegments implements SegmentFolder {

    private final LogRewrites rewrites;

    MemorySegments(LogRewrites rewrites) {
        this.rewrites = rewrites;
    }

    @Override
    public IndexSegments fold(State frozen, Optional<Excision> excision, Set<Datom> excised) {
        return frozen.indexes()
                .folded(SegmentStore.MEMORY, SegmentFolder.withoutHistory(frozen), excised);
    }

    @Override
    public void exciseLog(Excision excision, Set<Datom> excised) {
        rewrites.excise(excision);
    }
}
