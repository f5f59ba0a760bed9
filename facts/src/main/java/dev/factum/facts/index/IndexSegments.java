package dev.factum.facts.index;

/// The segments of all indexes, the present and the past. Immutable.
public record IndexSegments(FourTrees present, FourTrees past) {

    public static IndexSegments empty() {
        return new IndexSegments(FourTrees.empty(), FourTrees.empty());
    }
}
