package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;

/// A node below a [Directory], with what a search must know of it without looking inside.
/// Immutable.
///
/// @param first the smallest datom below
/// @param count how many datoms lie below
/// @param firstTx the oldest transaction of a datom below
/// @param lastTx the newest transaction of a datom below
public record Child(NodeRef ref, Datom first, long count, long firstTx, long lastTx) {

    static Child of(NodeRef ref, Segment segment) {
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        for (int row = 0; row < segment.size(); row++) {
            oldest = Math.min(oldest, segment.tx().get(row));
            newest = Math.max(newest, segment.tx().get(row));
        }
        return new Child(ref, segment.datom(0), segment.size(), oldest, newest);
    }

    static Child of(NodeRef ref, Directory directory) {
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        for (int index = 0; index < directory.size(); index++) {
            oldest = Math.min(oldest, directory.child(index).firstTx());
            newest = Math.max(newest, directory.child(index).lastTx());
        }
        return new Child(ref, directory.child(0).first(), directory.count(), oldest, newest);
    }

    SegmentNode node() {
        return ref.node();
    }
}
