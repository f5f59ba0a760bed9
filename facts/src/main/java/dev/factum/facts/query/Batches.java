package dev.factum.facts.query;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.Slice;
import dev.factum.facts.index.Slices;
import org.jspecify.annotations.Nullable;

/// A walk through an index, batch by batch. Small slices of objects, as novelty has them, come
/// together. Not thread-safe.
final class Batches {

    /// How many datoms come at once, where they come one by one or few by few.
    static final int SIZE = 1_024;

    private final Slices slices;
    private final Batch.Scratch scratch = new Batch.Scratch();
    private @Nullable Slice ahead;

    Batches(Slices slices) {
        this.slices = slices;
    }

    /// The next batch, which is not empty, or null at the end. The one before is no longer good.
    @Nullable Batch next() {
        Slice slice = ahead == null ? slices.next() : ahead;
        ahead = null;
        if (slice == null) {
            return null;
        }
        return new Batch(
                slice instanceof Slice.Objects objects ? together(objects) : slice, scratch);
    }

    private Slice.Objects together(Slice.Objects first) {
        if (first.size() >= SIZE) {
            return first;
        }
        ahead = slices.next();
        if (!(ahead instanceof Slice.Objects)) {
            return first;
        }
        var items = new Datom[SIZE];
        int size = copied(first, items, 0);
        while (ahead instanceof Slice.Objects more && size + more.size() <= SIZE) {
            size = copied(more, items, size);
            ahead = slices.next();
        }
        return new Slice.Objects(items, 0, size);
    }

    private static int copied(Slice.Objects slice, Datom[] target, int at) {
        System.arraycopy(slice.items(), slice.from(), target, at, slice.size());
        return at + slice.size();
    }
}
