package dev.factum.facts.index;

/// Where the nodes of a new [SegmentTree] go while it is made. Belongs to the thread that makes the
/// tree.
public interface SegmentStore {

    /// Keeps nodes in memory, for as long as somebody refers to them.
    SegmentStore MEMORY =
            new SegmentStore() {
                @Override
                public NodeRef put(SegmentNode node) {
                    return new NodeRef.Resident(node);
                }

                @Override
                public Child settle(Child child) {
                    return child;
                }
            };

    /// Keeps a node. The children of a directory have been settled before.
    NodeRef put(SegmentNode node);

    /// A child that becomes part of the new tree as it is: the same, or where this store has put
    /// it.
    Child settle(Child child);
}
