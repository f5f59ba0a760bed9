package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.value.ValueOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sorted streams of datoms, merged and thinned out while they are walked. Not thread-safe.
abstract class DatomStreams implements Iterator<Datom> {

    private @Nullable Datom ahead;

    /// The next datom, or null at the end.
    abstract @Nullable Datom advance();

    @Override
    public final boolean hasNext() {
        if (ahead == null) {
            ahead = advance();
        }
        return ahead != null;
    }

    @Override
    public final Datom next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException();
        }
        Datom datom = ahead;
        ahead = null;
        return datom;
    }

    static Iterator<Datom> matching(Iterator<Datom> source, Predicate<Datom> condition) {
        return new Matching(source, condition);
    }

    /// The source up to the first datom that meets the condition, which is left out.
    static Iterator<Datom> until(Iterator<Datom> source, Predicate<Datom> end) {
        return new Until(source, end);
    }

    /// Of each fact's assertions and retractions only the newest, and only if it is an assertion.
    ///
    /// @param newestFirst true if the source gives the newest of a fact first, false if last
    static Iterator<Datom> standing(Iterator<Datom> source, boolean newestFirst) {
        return newestFirst ? new StandingNewestFirst(source) : new StandingNewestLast(source);
    }

    private static boolean sameFact(@Nullable Datom left, Datom right) {
        return left != null
                && left.e() == right.e()
                && left.a() == right.a()
                && ValueOrder.same(left.v(), right.v());
    }

    private static final class Matching extends DatomStreams {
        private final Iterator<Datom> source;
        private final Predicate<Datom> condition;

        Matching(Iterator<Datom> source, Predicate<Datom> condition) {
            this.source = source;
            this.condition = condition;
        }

        @Override
        @Nullable Datom advance() {
            while (source.hasNext()) {
                Datom datom = source.next();
                if (condition.test(datom)) {
                    return datom;
                }
            }
            return null;
        }
    }

    private static final class Until extends DatomStreams {
        private final Iterator<Datom> source;
        private final Predicate<Datom> end;

        Until(Iterator<Datom> source, Predicate<Datom> end) {
            this.source = source;
            this.end = end;
        }

        @Override
        @Nullable Datom advance() {
            Datom datom = source.hasNext() ? source.next() : null;
            return datom == null || end.test(datom) ? null : datom;
        }
    }

    private static final class StandingNewestFirst extends DatomStreams {
        private final Iterator<Datom> source;
        private @Nullable Datom decided;

        StandingNewestFirst(Iterator<Datom> source) {
            this.source = source;
        }

        @Override
        @Nullable Datom advance() {
            while (source.hasNext()) {
                Datom datom = source.next();
                if (!sameFact(decided, datom)) {
                    decided = datom;
                    if (datom.added()) {
                        return datom;
                    }
                }
            }
            return null;
        }
    }

    private static final class StandingNewestLast extends DatomStreams {
        private final Iterator<Datom> source;
        private @Nullable Datom candidate;

        StandingNewestLast(Iterator<Datom> source) {
            this.source = source;
        }

        @Override
        @Nullable Datom advance() {
            while (source.hasNext()) {
                Datom datom = source.next();
                Datom finished = sameFact(candidate, datom) ? null : candidate;
                candidate = datom;
                if (finished != null && finished.added()) {
                    return finished;
                }
            }
            Datom last = candidate;
            candidate = null;
            return last != null && last.added() ? last : null;
        }
    }
}
