package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The ranges that a reader of a database value touched, misses included: what its decision depends
/// on.
///
/// The writer accepts a decision made at basis b if no later datom touches any of these ranges:
/// backward validation, as in FoundationDB's resolver. Immutable.
public final class ReadSet {

    /// A reader with more ranges than this is taken to have read the whole of the attributes it
    /// touched.
    public static final int MAX_RANGES = 1_024;

    private static final ReadSet NOTHING = new ReadSet(Set.of());

    private final Set<ReadRange> points;
    private final List<ReadRange> intervals;

    private ReadSet(Set<ReadRange> ranges) {
        this.points = new HashSet<>();
        this.intervals = new ArrayList<>();
        for (ReadRange range : ranges) {
            boolean isPoint =
                    switch (range) {
                        case ReadRange.AttributeInterval _, ReadRange.Everything _ -> false;
                        case ReadRange.EntityFacts _,
                                ReadRange.EntityAttribute _,
                                ReadRange.AttributeFacts _,
                                ReadRange.AttributeValue _,
                                ReadRange.References _ ->
                                true;
                    };
            if (isPoint) {
                points.add(range);
            } else {
                intervals.add(range);
            }
        }
    }

    /// The reads of one who looked at nothing.
    public static ReadSet nothing() {
        return NOTHING;
    }

    public static ReadSet of(Set<ReadRange> ranges) {
        return ranges.isEmpty() ? NOTHING : new ReadSet(ranges);
    }

    /// All ranges, in no particular order.
    public Set<ReadRange> ranges() {
        var all = new LinkedHashSet<>(points);
        all.addAll(intervals);
        return all;
    }

    public boolean isEmpty() {
        return points.isEmpty() && intervals.isEmpty();
    }

    /// The first range that this datom touches, if any: at most five look-ups, plus one test per
    /// interval.
    public Optional<ReadRange> touchedBy(Datom datom) {
        if (!points.isEmpty()) {
            List<ReadRange> candidates =
                    List.of(
                            new ReadRange.EntityAttribute(datom.e(), datom.a()),
                            new ReadRange.AttributeValue(
                                    datom.a(), ValueOrder.canonical(datom.v())),
                            new ReadRange.AttributeFacts(datom.a()),
                            new ReadRange.EntityFacts(datom.e()),
                            new ReadRange.References(
                                    datom.v() instanceof Long target ? target : Long.MIN_VALUE));
            for (ReadRange candidate : candidates) {
                if (points.contains(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return intervals.stream().filter(range -> range.touchedBy(datom)).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadSet set && ranges().equals(set.ranges());
    }

    @Override
    public int hashCode() {
        return ranges().hashCode();
    }

    @Override
    public String toString() {
        return ranges().toString();
    }

    /// Writes reads down while a handler runs. Not thread-safe: one recorder per run.
    public static final class Recorder {
        private final Set<ReadRange> ranges;
        private final Set<ReadRange> coarse;
        private final boolean isOfPast;
        private final @Nullable Recorder outer;

        public Recorder() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>(), false, null);
        }

        private Recorder(
                Set<ReadRange> ranges,
                Set<ReadRange> coarse,
                boolean isOfPast,
                @Nullable Recorder outer) {
            this.ranges = ranges;
            this.coarse = coarse;
            this.isOfPast = isOfPast;
            this.outer = outer;
        }

        /// A recorder that also writes down what is read of the past, which no transaction can
        /// change; for whoever asks whether that past is kept.
        public static Recorder ofPast() {
            return new Recorder(new LinkedHashSet<>(), new LinkedHashSet<>(), true, null);
        }

        /// This recorder for a part of a run that `run` writes down as a whole.
        Recorder within(Recorder run) {
            return new Recorder(ranges, coarse, isOfPast, run);
        }

        /// @param isPast true if no transaction can change what was read
        void record(ReadRange range, boolean isPast) {
            if (outer != null) {
                outer.record(range, isPast);
            }
            if (!isPast || isOfPast) {
                add(range);
            }
        }

        private void add(ReadRange range) {
            if (ranges.size() < MAX_RANGES) {
                ranges.add(range);
            } else {
                coarse.add(coarsened(range));
            }
        }

        /// What was read so far.
        public ReadSet reads() {
            if (coarse.isEmpty()) {
                return ReadSet.of(ranges);
            }
            var all = new LinkedHashSet<>(ranges);
            all.addAll(coarse);
            return ReadSet.of(all);
        }

        private static ReadRange coarsened(ReadRange range) {
            return switch (range) {
                case ReadRange.EntityAttribute(_, long a) -> new ReadRange.AttributeFacts(a);
                case ReadRange.AttributeValue(long a, _) -> new ReadRange.AttributeFacts(a);
                case ReadRange.AttributeInterval(long a, _, _) -> new ReadRange.AttributeFacts(a);
                case ReadRange.AttributeFacts facts -> facts;
                case ReadRange.EntityFacts _, ReadRange.References _, ReadRange.Everything _ ->
                        new ReadRange.Everything();
            };
        }
    }
}
