package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The datoms of one index: a tree of segments, and the novelty that came since, in two layers.
///
/// The newer layer grows with every transaction. To fold novelty into the segments, the newer layer
/// becomes the older one ([#frozen]), which is merged into a new tree elsewhere and in its own
/// time, while a new newer layer goes on growing; in the end the new tree takes the place of tree
/// and older layer ([#rebased]). Log-structured merge trees (O'Neil and others, 1996) work like
/// this, with more levels. Immutable and safe to share between threads.
public final class DatomIndex {

    private final SegmentTree segments;
    private final Layer older;
    private final Layer newer;

    private DatomIndex(SegmentTree segments, Layer older, Layer newer) {
        this.segments = segments;
        this.older = older;
        this.newer = newer;
    }

    static DatomIndex empty(IndexOrder order) {
        return of(SegmentTree.empty(order));
    }

    /// An index without novelty.
    static DatomIndex of(SegmentTree segments) {
        Layer none = Layer.empty(segments.order());
        return new DatomIndex(segments, none, none);
    }

    public IndexOrder order() {
        return segments.order();
    }

    /// The part that is in segments.
    public SegmentTree segments() {
        return segments;
    }

    // ---- reading

    /// How many datoms there are.
    public long count() {
        return segments.count()
                + older.added().count()
                + newer.added().count()
                - older.removed().count()
                - newer.removed().count();
    }

    /// How many datoms lie below the prefix. Costs a few descents, whatever the answer.
    public long count(Prefix prefix) {
        return segments.count(prefix)
                + older.added().count(prefix)
                + newer.added().count(prefix)
                - older.removed().count(prefix)
                - newer.removed().count(prefix);
    }

    /// The datoms below the prefix, in order.
    public Iterator<Datom> scan(Prefix prefix) {
        return slices(prefix, TxWindow.ALL).datoms();
    }

    /// The first datom below the prefix, or null.
    public @Nullable Datom first(Prefix prefix) {
        Slice slice = slices(prefix, TxWindow.ALL).next();
        return slice == null ? null : slice.datom(0);
    }

    /// The datoms below the prefix, in order. Whole segments without a datom in the window are left
    /// out; other datoms outside of the window may be there.
    public Slices slices(Prefix prefix, TxWindow window) {
        if (segments.count() == 0 && older.isEmpty() && newer.removed().isEmpty()) {
            return newer.added().slices(prefix);
        }
        Slices stored = segments.slices(prefix, window);
        if (older.isEmpty() && newer.isEmpty()) {
            return stored;
        }
        return merged(
                stored,
                merged(older.added().scan(prefix), newer.added().scan(prefix)),
                merged(older.removed().scan(prefix), newer.removed().scan(prefix)));
    }

    /// The datoms from the prefix to the end of the index, in order.
    public Slices slicesFrom(Prefix from, TxWindow window) {
        Slices stored = segments.slicesFrom(from, window);
        if (older.isEmpty() && newer.isEmpty()) {
            return stored;
        }
        return merged(
                stored,
                merged(older.added().seek(from), newer.added().seek(from)),
                merged(older.removed().seek(from), newer.removed().seek(from)));
    }

    /// The datoms from the last one at or below the prefix back to the start of the index.
    public Iterator<Datom> backward(Prefix from) {
        Iterator<Datom> stored = segments.backward(from);
        if (older.isEmpty() && newer.isEmpty()) {
            return stored;
        }
        var order = order().reversed();
        Iterator<Datom> fresh =
                SortedDatoms.merged(
                        older.added().seekBackward(from), newer.added().seekBackward(from), order);
        Iterator<Datom> gone =
                SortedDatoms.merged(
                        older.removed().seekBackward(from),
                        newer.removed().seekBackward(from),
                        order);
        return SortedDatoms.without(SortedDatoms.merged(stored, fresh, order), gone, order);
    }

    private Slices merged(Slices stored, Iterator<Datom> fresh, Iterator<Datom> gone) {
        return fresh.hasNext() || gone.hasNext()
                ? new MergedSlices(order(), stored, fresh, gone)
                : stored;
    }

    private Iterator<Datom> merged(Iterator<Datom> left, Iterator<Datom> right) {
        return SortedDatoms.merged(left, right, order());
    }

    // ---- changing

    /// This index after some datoms were taken away, then others added.
    DatomIndex with(List<Datom> gone, List<Datom> fresh) {
        return gone.isEmpty() && fresh.isEmpty()
                ? this
                : new DatomIndex(segments, older, newer.with(gone, fresh));
    }

    /// How many datoms of novelty there are.
    long novelty() {
        return (long) older.added().count()
                + older.removed().count()
                + newer.added().count()
                + newer.removed().count();
    }

    /// The same datoms, with all novelty in the older layer, which must be empty.
    DatomIndex frozen() {
        return new DatomIndex(segments, newer, Layer.empty(order()));
    }

    /// The same datoms, with all novelty in the newer layer again.
    DatomIndex thawed() {
        return new DatomIndex(
                segments,
                Layer.empty(order()),
                older.with(List.of(newer.removed().toArray()), List.of(newer.added().toArray())));
    }

    /// What was added since novelty was set apart, in order.
    Datom[] sinceFrozen() {
        return newer.added().toArray();
    }

    /// The tree of the segments with the older layer merged in.
    ///
    /// @param kept which of the added datoms are kept
    /// @param excised datoms that are not kept, wherever they are, if they are here at all
    SegmentTree folded(SegmentStore store, Predicate<Datom> kept, Set<Datom> excised) {
        Datom[] added = older.added().toArray();
        int size = 0;
        for (Datom datom : added) {
            if (kept.test(datom) && !excised.contains(datom)) {
                added[size++] = datom;
            }
        }
        DatomTree removed = older.removed().withAll(excised);
        return segments.merged(Arrays.copyOf(added, size), removed.toArray(), store);
    }

    /// The same datoms, with a tree that the older layer has been merged into.
    ///
    /// @param excised datoms that are not in the tree, and leave the newer layer
    DatomIndex rebased(SegmentTree tree, Set<Datom> excised) {
        return new DatomIndex(tree, Layer.empty(order()), newer.without(excised));
    }

    /// This index, where what has come of some attributes since novelty was set apart is what has
    /// come of them in another.
    DatomIndex following(DatomIndex other, Set<Long> attributes) {
        return new DatomIndex(segments, older, newer.following(other.newer, attributes));
    }
}
