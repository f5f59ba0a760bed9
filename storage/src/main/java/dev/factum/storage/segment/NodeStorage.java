package dev.factum.storage.segment;

import dev.factum.facts.index.NodeRef;
import dev.factum.facts.index.SegmentNode;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrors;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The index nodes of one database: found by their address, fetched when they are wanted, and kept
/// in memory as far as the cache allows.
///
/// For each address there is one [StoredNode] at a time, so a node is in memory once, however many
/// trees share it, and it is known which nodes somebody in this process can still reach. Safe to
/// share between threads.
public final class NodeStorage {

    /// What the keys of nodes begin with, before the address.
    static final String KEY = "node/";

    private static final class Known extends WeakReference<StoredNode> {
        private final String address;

        Known(StoredNode node, ReferenceQueue<StoredNode> unreachable) {
            super(node, unreachable);
            this.address = node.address();
        }
    }

    private final Storage storage;
    private final NodeCache cache;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Bytes> unwritten = new ConcurrentHashMap<>();
    private final Set<String> abandoned = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<StoredNode> unreachable = new ReferenceQueue<>();

    public NodeStorage(Storage storage, NodeCache cache) {
        this.storage = storage;
        this.cache = cache;
    }

    NodeCache cache() {
        return cache;
    }

    /// Where the nodes are.
    public Storage storage() {
        return storage;
    }

    /// The node at an address, whether it is in memory or not.
    NodeRef ref(String address) {
        forgetUnreachable();
        while (true) {
            Known earlier = known.get(address);
            StoredNode node = earlier == null ? null : earlier.get();
            if (node != null) {
                return node;
            }
            var fresh = new StoredNode(address, this);
            var entry = new Known(fresh, unreachable);
            boolean isDone =
                    earlier == null
                            ? known.putIfAbsent(address, entry) == null
                            : known.replace(address, earlier, entry);
            if (isDone) {
                return fresh;
            }
        }
    }

    private void forgetUnreachable() {
        Reference<? extends StoredNode> gone = unreachable.poll();
        while (gone != null) {
            if (gone instanceof Known entry) {
                known.remove(entry.address, entry);
            }
            gone = unreachable.poll();
        }
    }

    /// The nodes that somebody in this process can reach.
    List<StoredNode> reachable() {
        forgetUnreachable();
        List<StoredNode> reachable = new ArrayList<>();
        known.values()
                .forEach(entry -> {
                    StoredNode node = entry.get();
                    if (node != null && !isNowhere(node.address())) {
                        reachable.add(node);
                    }
                });
        return reachable;
    }

    /// True for what was given up before it was written, unless an equal node was there already.
    /// Only what is left of the tree that it was made for can know it, until it is made again.
    private boolean isNowhere(String address) {
        if (!abandoned.contains(address)) {
            return false;
        }
        boolean isMissing = storage.getBlob(KEY + address).isEmpty();
        if (!isMissing) {
            abandoned.remove(address);
        }
        return isMissing;
    }

    SegmentNode fetch(String address) {
        return NodeCodec.decode(bytes(address), this::ref);
    }

    private Bytes bytes(String address) {
        Bytes encoded = unwritten.get(address);
        return encoded != null
                ? encoded
                : storage.getBlob(KEY + address)
                        .orElseThrow(() ->
                                StorageErrors.damaged("An index node is missing")
                                        .with("address", address));
    }

    /// Reads a node from storage, whether it is in memory or not, and checks its hash too.
    ///
    /// @throws dev.factum.facts.error.FactumError `:db.error/storage-corrupt` if it is missing or
    ///   damaged
    public SegmentNode readWhole(NodeRef ref) {
        if (!(ref instanceof StoredNode node)) {
            return ref.node();
        }
        Bytes encoded = bytes(node.address());
        if (!node.address().endsWith(NodeWriter.hash(encoded))) {
            throw StorageErrors.damaged("An index node is not what its address says")
                    .with("address", node.address());
        }
        return NodeCodec.decode(encoded, this::ref);
    }

    /// Keeps the bytes of a node at hand until [#written].
    void unwritten(String address, Bytes encoded) {
        abandoned.remove(address);
        unwritten.put(address, encoded);
    }

    /// What was to be written will not be.
    void abandoned(Iterable<String> addresses) {
        written(addresses);
        addresses.forEach(abandoned::add);
    }

    void written(Iterable<String> addresses) {
        addresses.forEach(unwritten::remove);
    }
}
