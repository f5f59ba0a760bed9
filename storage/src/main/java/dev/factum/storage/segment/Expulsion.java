package dev.factum.storage.segment;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.Child;
import dev.factum.facts.index.Directory;
import dev.factum.facts.index.NodeRef;
import dev.factum.facts.index.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes nodes that hold certain datoms out of storage, although database values of this process
/// still use them: such values have them in memory from then on, and do not notice. Belongs to one
/// thread.
///
/// A directory goes with its child, so that a value that reaches the one keeps hold of the other.
final class Expulsion {

    private final NodeStorage nodes;
    private final Set<Datom> datoms;
    private final Set<String> kept;
    private final Map<StoredNode, Boolean> visited = new HashMap<>();
    private final List<String> keys = new ArrayList<>();

    /// @param kept the addresses of nodes that have none of the datoms
    Expulsion(NodeStorage nodes, Set<Datom> datoms, Set<String> kept) {
        this.nodes = nodes;
        this.datoms = datoms;
        this.kept = kept;
    }

    void run() {
        if (!datoms.isEmpty()) {
            nodes.reachable().forEach(this::expels);
            nodes.storage().deleteBlobs(keys);
        }
    }

    private boolean expels(NodeRef ref) {
        if (!(ref instanceof StoredNode node) || kept.contains(node.address())) {
            return false;
        }
        Boolean known = visited.get(node);
        if (known != null) {
            return known;
        }
        boolean expelled =
                switch (node.node()) {
                    case Segment segment -> hasAny(segment);
                    case Directory directory -> expels(directory);
                };
        if (expelled) {
            node.pin();
            keys.add(NodeStorage.KEY + node.address());
        }
        visited.put(node, expelled);
        return expelled;
    }

    private boolean hasAny(Segment segment) {
        for (int row = 0; row < segment.size(); row++) {
            if (datoms.contains(segment.datom(row))) {
                return true;
            }
        }
        return false;
    }

    private boolean expels(Directory directory) {
        boolean any = false;
        for (Child child : directory.children()) {
            boolean isBelow = expels(child.ref());
            any = any || isBelow || datoms.contains(child.first());
        }
        return any;
    }
}
