package dev.factum.transactor;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.SegmentStore;
import dev.factum.facts.tx.Excision;
import dev.factum.storage.Storage;
import java.util.Optional;
import java.util.Set;

/// Folds novelty into segments that live as long as the database values that have them.
final class MemorySegments implements SegmentFolder {

    private final Storage storage;
    private final long epoch;

    /// @param storage where the log is
    MemorySegments(Storage storage, long epoch) {
        this.storage = storage;
        this.epoch = epoch;
    }

    @Override
    public IndexSegments fold(State frozen, Optional<Excision> excision, Set<Datom> excised) {
        return frozen.indexes()
                .folded(SegmentStore.MEMORY, SegmentFolder.withoutHistory(frozen), excised);
    }

    @Override
    public void exciseLog(Excision excision, Set<Datom> excised) {
        new LogExcision(storage, epoch, excision).run();
    }
}
