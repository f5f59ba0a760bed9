package dev.factum.transactor;

import dev.factum.facts.database.State;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexSegments;
import dev.factum.storage.Storage;
import dev.factum.storage.segment.IndexRoot;
import dev.factum.storage.segment.NodeStorage;
import dev.factum.storage.segment.NodeWriter;
import dev.factum.storage.segment.RootCodec;

/// Folds novelty into segments in storage, and publishes them by setting the root.
final class StoredSegments implements SegmentFolder {

    private final NodeStorage nodes;
    private final long epoch;

    StoredSegments(NodeStorage nodes, long epoch) {
        this.nodes = nodes;
        this.epoch = epoch;
    }

    @Override
    public IndexSegments fold(State frozen) {
        var writer = new NodeWriter(nodes, epoch, Thread::yield);
        IndexSegments segments =
                frozen.indexes().folded(writer, SegmentFolder.withoutHistory(frozen));
        writer.flush();
        publish(
                new IndexRoot(
                        frozen.basis(),
                        frozen.nextEntity(),
                        frozen.nextSystemEntity(),
                        frozen.lastInstant(),
                        segments));
        return segments;
    }

    private void publish(IndexRoot index) {
        Storage storage = nodes.storage();
        Storage.Root root = storage.root();
        var content = RootCodec.decode(root.content(), nodes).withIndex(index);
        if (!storage.compareAndSetRoot(root.revision(), epoch, RootCodec.encode(content))) {
            throw FactumError.of(
                    DbErrorCode.STORAGE_UNAVAILABLE, "The root was set by somebody else meanwhile");
        }
    }
}
