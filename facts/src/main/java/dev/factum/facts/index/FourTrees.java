package dev.factum.facts.index;

/// The segments of the same datoms in the four orders. Immutable.
public record FourTrees(SegmentTree eavt, SegmentTree aevt, SegmentTree avet, SegmentTree vaet) {

    static FourTrees empty() {
        return new FourTrees(
                SegmentTree.empty(IndexOrder.EAVT),
                SegmentTree.empty(IndexOrder.AEVT),
                SegmentTree.empty(IndexOrder.AVET),
                SegmentTree.empty(IndexOrder.VAET));
    }

    public SegmentTree get(IndexOrder order) {
        return switch (order) {
            case EAVT -> eavt;
            case AEVT -> aevt;
            case AVET -> avet;
            case VAET -> vaet;
        };
    }
}
