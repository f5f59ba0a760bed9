package dev.factum.storage.segment;

import dev.factum.facts.index.NodeRef;
import dev.factum.facts.index.SegmentNode;
import dev.factum.storage.StorageErrors;
import org.jspecify.annotations.Nullable;

/// A node in storage, which is in memory while the cache has room for it. Safe to share between
/// threads.
final class StoredNode implements NodeRef {

    /// What an address has between epoch and hash.
    static final String SEGMENT = "-";

    static final String DIRECTORY = "=";

    private final String address;
    private final NodeStorage storage;
    private volatile @Nullable SegmentNode node;
    private @Nullable SegmentNode pinned;
    private volatile boolean isRecentlyUsed;

    StoredNode(String address, NodeStorage storage) {
        this.address = address;
        this.storage = storage;
    }

    String address() {
        return address;
    }

    /// The epoch of the writer that wrote the node at an address.
    static long epoch(String address) {
        int end = Math.max(address.indexOf(SEGMENT), address.indexOf(DIRECTORY));
        try {
            return Long.parseLong(address, 0, Math.max(end, 0), 16);
        } catch (NumberFormatException damage) {
            throw StorageErrors.damaged("This is not the address of an index node", damage)
                    .with("address", address);
        }
    }

    boolean isDirectory() {
        return address.contains(DIRECTORY);
    }

    @Override
    public SegmentNode node() {
        SegmentNode present = node;
        if (present == null) {
            return fetch();
        }
        if (!isRecentlyUsed) {
            isRecentlyUsed = true;
        }
        return present;
    }

    /// One thread fetches; others that want the same node wait for it.
    private synchronized SegmentNode fetch() {
        SegmentNode present = node;
        if (present == null) {
            present = pinned == null ? storage.fetch(address) : pinned;
            node = present;
            storage.cache().admit(this, present.heapBytes());
        }
        return present;
    }

    /// True if it was used since this was asked last.
    boolean wasUsed() {
        boolean used = isRecentlyUsed;
        isRecentlyUsed = false;
        return used;
    }

    @Override
    public String toString() {
        return address;
    }

    /// Keeps the content in memory from now on: storage need not have it any more.
    synchronized void pin() {
        pinned = node();
    }

    /// Forgets the content; it is fetched again when it is wanted.
    void evict() {
        node = null;
    }
}
