package dev.factum.transactor;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.tx.Excision;
import dev.factum.storage.Storage;
import dev.factum.storage.segment.Garbage;
import dev.factum.storage.segment.IndexRoot;
import dev.factum.storage.segment.NodeStorage;
import dev.factum.storage.segment.NodeWriter;
import dev.factum.storage.segment.RootCodec;
import dev.factum.storage.segment.RootContent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Folds novelty into segments in storage, publishes them by setting the root, and from time to
/// time deletes the nodes that nobody can reach any more.
final class StoredSegments implements SegmentFolder {

    /// Garbage is collected when this many nodes were written since, or half of what is kept.
    private static final int MIN_WRITTEN = 512;

    private final NodeStorage nodes;
    private final long epoch;
    private final InstantSource clock;
    private final Duration grace;
    private final LogRewrites rewrites;
    private int written;
    private int kept;

    StoredSegments(NodeStorage nodes, long epoch, LogRewrites rewrites, WriterOptions options) {
        this.rewrites = rewrites;
        this.clock = options.clock();
        this.grace = options.grace();
        this.nodes = nodes;
        this.epoch = epoch;
    }

    @Override
    public IndexSegments fold(State frozen, Optional<Excision> excision, Set<Datom> excised) {
        var writer = new NodeWriter(nodes, epoch, Thread::yield);
        IndexSegments segments;
        try {
            segments =
                    frozen.indexes().folded(writer, SegmentFolder.withoutHistory(frozen), excised);
            writer.flush();
        } finally {
            writer.discard();
        }
        publish(
                new IndexRoot(
                        frozen.basis(),
                        frozen.nextEntity(),
                        frozen.nextSystemEntity(),
                        frozen.lastInstant(),
                        segments,
                        excision));
        written += writer.count();
        if (written > Math.max(MIN_WRITTEN, kept / 2)) {
            collectGarbage();
        }
        return segments;
    }

    /// Readers in other processes get no time to finish: what is excised must be gone.
    @Override
    public void exciseLog(Excision excision, Set<Datom> excised) {
        rewrites.excise(excision);
        kept = Garbage.collectWithout(nodes, epoch, excised).kept();
        written = 0;
        nodes.storage().expunge();
        forgetExcision();
    }

    private void collectGarbage() {
        kept = Garbage.collect(nodes, epoch, grace, clock.instant()).kept();
        written = 0;
    }

    private void publish(IndexRoot index) {
        Storage.Root root = nodes.storage().root();
        if (root.epoch() == epoch) {
            Garbage.retire(nodes, root, clock.instant());
        }
        set(root, RootCodec.decode(root.content(), nodes).withIndex(index));
    }

    private void forgetExcision() {
        Storage.Root root = nodes.storage().root();
        RootContent content = RootCodec.decode(root.content(), nodes);
        content.index().ifPresent(index -> set(root, content.withIndex(index.withoutExcision())));
    }

    private void set(Storage.Root root, RootContent content) {
        Storage storage = nodes.storage();
        if (!storage.compareAndSetRoot(root.revision(), epoch, RootCodec.encode(content))) {
            throw FactumError.of(
                    DbErrorCode.STORAGE_UNAVAILABLE, "The root was set by somebody else meanwhile");
        }
    }
}
