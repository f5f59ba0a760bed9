package dev.factum.storage.segment;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.Child;
import dev.factum.facts.index.Directory;
import dev.factum.facts.index.FourTrees;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.NodeRef;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the index nodes that nobody can reach any more, and deletes them: mark and sweep, as in
/// McCarthy's *Recursive Functions of Symbolic Expressions* (1960).
///
/// A node is kept if it can be reached from the root; from a root that was replaced so short a
/// while ago that a reader in another process may still use it; or from anything that is in the
/// memory of this process, which covers every database value and every walk that is under way. Only
/// the writer may collect, and not while it writes nodes. A writer that was shut out meanwhile does
/// no harm: it deletes only nodes of its own epoch and earlier ones, and what the new writer took
/// over of those is reachable from the root that it took over.
public final class Garbage {

    private static final int BATCH = 500;

    private final NodeStorage nodes;
    private final Set<String> marked = new HashSet<>();

    private Garbage(NodeStorage nodes) {
        this.nodes = nodes;
    }

    /// What a collection found.
    ///
    /// @param kept how many nodes can be reached
    /// @param deleted how many could not, and are gone
    public record Collected(int kept, int deleted) {}

    /// Remembers a root that is about to be replaced, so that what it reaches is kept for a while.
    public static void retire(NodeStorage nodes, Storage.Root root, Instant now) {
        new RetiredRoots(nodes).retire(root, now);
    }

    /// Deletes what nobody can reach.
    ///
    /// @param grace how long readers in other processes may use a root after it was replaced
    ///
    /// @param epoch the writer's
    /// @throws dev.factum.facts.error.FactumError `:db.error/writer-fenced` if there is another
    ///   writer by now
    public static Collected collect(NodeStorage nodes, long epoch, Duration grace, Instant now) {
        return new Garbage(nodes).collect(epoch, grace, now);
    }

    /// Deletes what nobody can reach, and everything that holds one of some datoms. Readers in
    /// other processes get no time to finish; database values of this one have those nodes in
    /// memory from then on.
    ///
    /// @param epoch the writer's
    /// @param excised what no tree of the root has
    public static Collected collectWithout(NodeStorage nodes, long epoch, Set<Datom> excised) {
        var garbage = new Garbage(nodes);
        new RetiredRoots(nodes).forget();
        garbage.mark(RootCodec.decode(nodes.storage().root().content(), nodes));
        new Expulsion(nodes, excised, garbage.marked).run();
        return collect(nodes, epoch, Duration.ZERO, Instant.EPOCH);
    }

    private Collected collect(long epoch, Duration grace, Instant now) {
        List<String> keys = nodes.storage().listBlobs(NodeStorage.KEY);
        Storage.Root root = nodes.storage().root();
        if (root.epoch() != epoch) {
            throw StorageErrors.fenced(epoch, root.epoch());
        }
        mark(RootCodec.decode(root.content(), nodes));
        new RetiredRoots(nodes).since(grace, now).forEach(this::mark);
        nodes.reachable().forEach(this::mark);
        List<String> garbage = new ArrayList<>();
        int deleted = 0;
        for (String key : keys) {
            String address = key.substring(NodeStorage.KEY.length());
            if (!marked.contains(address) && StoredNode.epoch(address) <= epoch) {
                garbage.add(key);
            }
            if (garbage.size() == BATCH) {
                deleted += nodes.storage().deleteBlobs(garbage);
                garbage.clear();
            }
        }
        deleted += nodes.storage().deleteBlobs(garbage);
        return new Collected(marked.size(), deleted);
    }

    private void mark(RootContent root) {
        if (root.index().isPresent()) {
            IndexSegments segments = root.index().get().segments();
            mark(segments.present());
            mark(segments.past());
        }
    }

    private void mark(FourTrees trees) {
        for (IndexOrder order : IndexOrder.values()) {
            Child root = trees.get(order).root();
            if (root != null) {
                mark(root.ref());
            }
        }
    }

    private void mark(NodeRef ref) {
        if (ref instanceof StoredNode node
                && marked.add(node.address())
                && node.isDirectory()
                && node.node() instanceof Directory directory) {
            directory.children().forEach(child -> mark(child.ref()));
        }
    }
}
