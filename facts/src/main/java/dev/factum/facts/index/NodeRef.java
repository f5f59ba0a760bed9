package dev.factum.facts.index;

/// Where a node of a [SegmentTree] is. Implementations may keep it elsewhere and bring it when it
/// is asked for. Safe to share between threads.
public interface NodeRef {

    /// The node, always equal to the one that was put there.
    SegmentNode node();

    /// A node that is in memory for good.
    record Resident(SegmentNode node) implements NodeRef {}
}
