package dev.factum.transactor;

import dev.factum.facts.database.State;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexSegments;
import dev.factum.storage.Storage;
import dev.factum.storage.segment.Garbage;
import dev.factum.storage.segment.IndexRoot;
import dev.factum.storage.segment.NodeStorage;
import dev.factum.storage.segment.NodeWriter;
import dev.factum.storage.segment.RootCodec;
import java.time.Duration;
import java.time.InstantSource;

/// Folds novelty into segments in storage, publishes them by setting the root, and from time to
/// time deletes the nodes that nobody can reach any more.
final class StoredSegments implements SegmentFolder {

    /// Garbage is collected when this many nodes were written since, or half of what is kept.
    private static final int MIN_WRITTEN = 512;

    private final NodeStorage nodes;
    private final long epoch;
    private final InstantSource clock;
    private final Duration grace;
    private int written;
    private int kept;

    StoredSegments(NodeStorage nodes, long epoch, WriterOptions options) {
        this.clock = options.clock();
        this.grace = options.grace();
        this.nodes = nodes;
        this.epoch = epoch;
    }

    @Override
    public IndexSegments fold(State frozen) {
        var writer = new NodeWriter(nodes, epoch, Thread::yield);
        IndexSegments segments;
        try {
            segments = frozen.indexes().folded(writer, SegmentFolder.withoutHistory(frozen));
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
                        segments));
        written += writer.count();
        if (written > Math.max(MIN_WRITTEN, kept / 2)) {
            collectGarbage();
        }
        return segments;
    }

    private void collectGarbage() {
        kept = Garbage.collect(nodes, epoch, grace, clock.instant()).kept();
        written = 0;
    }

    private void publish(IndexRoot index) {
        Storage storage = nodes.storage();
        Storage.Root root = storage.root();
        if (root.epoch() == epoch) {
            Garbage.retire(nodes, root, clock.instant());
        }
        var content = RootCodec.decode(root.content(), nodes).withIndex(index);
        if (!storage.compareAndSetRoot(root.revision(), epoch, RootCodec.encode(content))) {
            throw FactumError.of(
                    DbErrorCode.STORAGE_UNAVAILABLE, "The root was set by somebody else meanwhile");
        }
    }
}
