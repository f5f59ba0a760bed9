package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A walk through an index, slice by slice. Not thread-safe.
public interface Slices {

    /// A walk that ends at once.
    Slices NONE = () -> null;

    /// The next slice, which is not empty, or null at the end.
    @Nullable Slice next();

    /// The same walk datom by datom.
    default Iterator<Datom> datoms() {
        return new Iterator<>() {
            private @Nullable Slice slice = Slices.this.next();
            private int row;

            @Override
            public boolean hasNext() {
                return slice != null;
            }

            @Override
            public Datom next() {
                if (slice == null) {
                    throw new NoSuchElementException();
                }
                Datom datom = slice.datom(row++);
                if (row == slice.size()) {
                    slice = Slices.this.next();
                    row = 0;
                }
                return datom;
            }
        };
    }

    /// Datoms that come one by one, as slices of some.
    static Slices of(Iterator<Datom> datoms) {
        return () -> {
            if (!datoms.hasNext()) {
                return null;
            }
            var batch = new Datom[256];
            int size = 0;
            while (size < batch.length && datoms.hasNext()) {
                batch[size++] = datoms.next();
            }
            return new Slice.Objects(batch, 0, size);
        };
    }
}
