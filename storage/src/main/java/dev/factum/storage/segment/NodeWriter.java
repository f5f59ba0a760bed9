package dev.factum.storage.segment;

import dev.factum.facts.index.Child;
import dev.factum.facts.index.Directory;
import dev.factum.facts.index.NodeRef;
import dev.factum.facts.index.SegmentNode;
import dev.factum.facts.index.SegmentStore;
import dev.factum.facts.value.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes the nodes of new trees to storage, several at a time. Belongs to one thread.
///
/// The address of a node is the writer's epoch, a sign for its kind, and the first half of the
/// SHA-256 of its bytes. The epoch keeps writers apart: what a new writer writes can never be what
/// a writer that was shut out meanwhile takes for garbage.
public final class NodeWriter implements SegmentStore {

    private static final long BATCH_BYTES = 256L << 10;
    private static final int HASH_BYTES = 16;

    private final NodeStorage nodes;
    private final String epoch;
    private final Map<String, Bytes> batch = new LinkedHashMap<>();
    private final Runnable betweenBatches;
    private long batchBytes;
    private int count;

    /// @param betweenBatches is called after each batch that was written: to give way to others
    public NodeWriter(NodeStorage nodes, long epoch, Runnable betweenBatches) {
        this.nodes = nodes;
        this.epoch = Long.toHexString(epoch);
        this.betweenBatches = betweenBatches;
    }

    @Override
    public NodeRef put(SegmentNode node) {
        Bytes encoded = NodeCodec.encode(node);
        String kind = node instanceof Directory ? StoredNode.DIRECTORY : StoredNode.SEGMENT;
        String address = epoch + kind + hash(encoded);
        nodes.unwritten(address, encoded);
        batch.put(address, encoded);
        batchBytes += encoded.length();
        count++;
        if (batchBytes >= BATCH_BYTES) {
            flush();
        }
        return nodes.ref(address);
    }

    @Override
    public Child settle(Child child) {
        if (child.ref() instanceof StoredNode) {
            return child;
        }
        SegmentNode node = child.ref().node();
        if (node instanceof Directory directory) {
            List<Child> settled = new ArrayList<>(directory.size());
            directory.children().forEach(each -> settled.add(settle(each)));
            node = new Directory(directory.level(), settled);
        }
        return new Child(put(node), child.first(), child.count(), child.firstTx(), child.lastTx());
    }

    /// How many nodes were put here.
    public int count() {
        return count;
    }

    /// Writes what has not been written yet.
    public void flush() {
        if (batch.isEmpty()) {
            return;
        }
        Map<String, Bytes> blobs = new LinkedHashMap<>();
        batch.forEach((address, encoded) -> blobs.put(NodeStorage.KEY + address, encoded));
        nodes.storage().putBlobs(blobs);
        nodes.written(batch.keySet());
        batch.clear();
        batchBytes = 0;
        betweenBatches.run();
    }

    /// Forgets what has not been written, after something has failed.
    public void discard() {
        nodes.abandoned(batch.keySet());
        batch.clear();
        batchBytes = 0;
    }

    static String hash(Bytes encoded) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded.toArray());
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
