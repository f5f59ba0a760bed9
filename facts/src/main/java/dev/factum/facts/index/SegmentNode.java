package dev.factum.facts.index;

/// A node of a [SegmentTree]: immutable, and never empty.
public sealed interface SegmentNode permits Segment, Directory {

    /// About how many bytes of memory this takes, nodes below it aside.
    long heapBytes();
}
