package dev.factum.facts.query;

import dev.factum.facts.index.Slice;
import dev.factum.facts.index.Slices;
import org.jspecify.annotations.Nullable;

/// A walk through an index, batch by batch. Not thread-safe.
final class Batches {

    /// How many datoms come at once, where they come one by one.
    static final int SIZE = 1_024;

    private final Slices slices;
    private final Batch.Scratch scratch = new Batch.Scratch();

    Batches(Slices slices) {
        this.slices = slices;
    }

    /// The next batch, which is not empty, or null at the end. The one before is no longer good.
    @Nullable Batch next() {
        Slice slice = slices.next();
        return slice == null ? null : new Batch(slice, scratch);
    }
}
