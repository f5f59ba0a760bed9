package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Sorted streams of datoms put together while they are walked.
public final class SortedDatoms {

    private SortedDatoms() {}

    /// Both streams, in order. The result belongs to one thread.
    public static Iterator<Datom> merged(
            Iterator<Datom> left, Iterator<Datom> right, Comparator<Datom> order) {
        if (!left.hasNext()) {
            return right;
        }
        return right.hasNext() ? new Merged(left, right, order) : left;
    }

    /// The datoms of `all` that are not in `gone`.
    static Iterator<Datom> without(
            Iterator<Datom> all, Iterator<Datom> gone, Comparator<Datom> order) {
        return gone.hasNext() ? new Without(all, gone, order) : all;
    }

    private static @Nullable Datom take(Iterator<Datom> source) {
        return source.hasNext() ? source.next() : null;
    }

    private static final class Merged implements Iterator<Datom> {
        private final Iterator<Datom> left;
        private final Iterator<Datom> right;
        private final Comparator<Datom> order;
        private @Nullable Datom nextLeft;
        private @Nullable Datom nextRight;

        Merged(Iterator<Datom> left, Iterator<Datom> right, Comparator<Datom> order) {
            this.left = left;
            this.right = right;
            this.order = order;
            this.nextLeft = take(left);
            this.nextRight = take(right);
        }

        @Override
        public boolean hasNext() {
            return nextLeft != null || nextRight != null;
        }

        @Override
        public Datom next() {
            Datom fromLeft = nextLeft;
            Datom fromRight = nextRight;
            if (fromLeft != null
                    && (fromRight == null || order.compare(fromLeft, fromRight) <= 0)) {
                nextLeft = take(left);
                return fromLeft;
            }
            if (fromRight == null) {
                throw new NoSuchElementException();
            }
            nextRight = take(right);
            return fromRight;
        }
    }

    private static final class Without implements Iterator<Datom> {
        private final Iterator<Datom> all;
        private final Iterator<Datom> gone;
        private final Comparator<Datom> order;
        private @Nullable Datom hidden;
        private @Nullable Datom ahead;

        Without(Iterator<Datom> all, Iterator<Datom> gone, Comparator<Datom> order) {
            this.all = all;
            this.gone = gone;
            this.order = order;
            this.hidden = take(gone);
            this.ahead = advance();
        }

        private @Nullable Datom advance() {
            while (all.hasNext()) {
                Datom datom = all.next();
                while (hidden != null && order.compare(hidden, datom) < 0) {
                    hidden = take(gone);
                }
                if (hidden == null || order.compare(hidden, datom) != 0) {
                    return datom;
                }
            }
            return null;
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public Datom next() {
            Datom datom = ahead;
            if (datom == null) {
                throw new NoSuchElementException();
            }
            ahead = advance();
            return datom;
        }
    }
}
