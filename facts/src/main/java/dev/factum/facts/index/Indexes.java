package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.Builtin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The four index orders, with present facts and past datoms apart so that reads of the present
/// never pay for the past.
///
/// The *present* holds the assertion of every fact that is true now. The *past* holds, for every
/// fact that is not, its assertions and retractions. Their union is the whole history, except that
/// the past of attributes without history is given up when it is folded into segments. Immutable.
public final class Indexes {

    /// As much novelty is folded into segments at once, if there is little else: when a database is
    /// filled, and for values that no writer indexes in the background.
    private static final int BULK = 8_192;

    private static final int MIN_FOLDED = 10_000;
    private static final int NOVELTY_SHARE = 16;

    private static final Indexes EMPTY = of(IndexSegments.empty());

    private final FourIndexes present;
    private final FourIndexes past;
    private final boolean frozen;

    private Indexes(FourIndexes present, FourIndexes past, boolean frozen) {
        this.present = present;
        this.past = past;
        this.frozen = frozen;
    }

    public static Indexes empty() {
        return EMPTY;
    }

    /// The indexes whose datoms are all in segments.
    public static Indexes of(IndexSegments segments) {
        return new Indexes(
                FourIndexes.of(segments.present()), FourIndexes.of(segments.past()), false);
    }

    public DatomIndex present(IndexOrder order) {
        return present.get(order);
    }

    public DatomIndex past(IndexOrder order) {
        return past.get(order);
    }

    // ---- transactions

    /// These indexes after the datoms of one transaction, assertions and retractions alike.
    ///
    /// @param avet the attributes whose facts are kept by value
    /// @param references the attributes whose values are entities
    public Indexes with(Collection<Datom> datoms, Set<Long> avet, Set<Long> references) {
        List<Datom> added = new ArrayList<>(datoms.size());
        List<Datom> ended = new ArrayList<>();
        List<Datom> retired = new ArrayList<>();
        for (Datom datom : datoms) {
            Datom earlier = endedBy(datom);
            if (earlier != null) {
                ended.add(earlier);
                retired.add(earlier);
            }
            if (datom.added()) {
                added.add(datom);
            } else if (earlier != null) {
                retired.add(datom);
            }
        }
        return changed(ended, added, retired, avet, references);
    }

    /// The assertion that this datom moves from the present to the past: the one it retracts. Also
    /// `:db.alter/attribute` may be stated again; the earlier statement then belongs to the past.
    private @Nullable Datom endedBy(Datom datom) {
        return datom.added() && datom.a() != Builtin.ALTER_ATTRIBUTE
                ? null
                : present.eavt().first(Prefix.fact(datom.e(), datom.a(), datom.v()));
    }

    /// These indexes after all datoms of several transactions that follow, in any order: much
    /// faster than [#with] for each of them.
    ///
    /// @param avet the attributes whose facts are kept by value in the end
    /// @param references the attributes whose values are entities
    public Indexes withHistory(Collection<Datom> history, Set<Long> avet, Set<Long> references) {
        HistoryFold fold = HistoryFold.of(history, present.eavt());
        return changed(fold.ended(), fold.standing(), fold.retired(), avet, references);
    }

    private Indexes changed(
            List<Datom> ended,
            List<Datom> added,
            List<Datom> retired,
            Set<Long> avet,
            Set<Long> references) {
        var changed =
                new Indexes(
                        present.with(ended, added, avet, references),
                        past.with(List.of(), retired, avet, references),
                        frozen);
        return changed.isMostlyNovelty() ? changed.frozen().foldedInMemory() : changed;
    }

    private boolean isMostlyNovelty() {
        return novelty() >= BULK && novelty() >= segmentCount() / 2 && !frozen;
    }

    /// How many datoms are in segments.
    private long segmentCount() {
        return present.eavt().segments().count() + past.eavt().segments().count();
    }

    private Indexes foldedInMemory() {
        return rebased(folded(SegmentStore.MEMORY, Set.of(), Set.of()), Set.of());
    }

    /// These indexes with AVET filled for attributes that have just been asked to have it.
    public Indexes withValuesIndexed(Collection<Long> attributes) {
        return new Indexes(present.withValues(attributes), past.withValues(attributes), frozen);
    }

    // ---- folding novelty into segments

    /// How many datoms wait in memory to be folded.
    public long novelty() {
        return present.eavt().novelty() + past.eavt().novelty();
    }

    /// True if enough novelty has come together to be folded: a fraction of what is in segments, so
    /// that all the folding of a growing database costs little more than its last one.
    ///
    /// @param most novelty that is enough in any case
    public boolean isFoldingDue(long most) {
        return novelty() > Math.min(most, Math.max(MIN_FOLDED, segmentCount() / NOVELTY_SHARE));
    }

    /// The same datoms, ready to be folded: what is novelty now is set apart from what will come,
    /// until [#rebased] or [#thawed].
    ///
    /// @throws IllegalStateException if they are frozen already
    public Indexes frozen() {
        if (frozen) {
            throw new IllegalStateException("The novelty before is not folded yet");
        }
        return new Indexes(present.frozen(), past.frozen(), true);
    }

    /// The same, also if they are frozen already: then all that is novelty now is set apart.
    public Indexes refrozen() {
        return (frozen ? thawed() : this).frozen();
    }

    /// The same datoms, with nothing set apart any more: after a fold that failed.
    public Indexes thawed() {
        return new Indexes(present.thawed(), past.thawed(), false);
    }

    /// The segments after the novelty that was set apart has been merged into them.
    ///
    /// @param store where the new nodes go
    /// @param withoutHistory the attributes whose past is given up
    /// @param excised datoms that the segments shall not hold any more
    public IndexSegments folded(SegmentStore store, Set<Long> withoutHistory, Set<Datom> excised) {
        return new IndexSegments(
                present.folded(store, _ -> true, excised),
                past.folded(store, datom -> !withoutHistory.contains(datom.a()), excised));
    }

    /// The same datoms, where the novelty that was set apart is in these segments, but for those
    /// that were excised, and their retractions since then.
    ///
    /// @throws IllegalStateException if nothing was set apart
    public Indexes rebased(IndexSegments segments, Set<Datom> excised) {
        return rebased(segments, excised, Set.of());
    }

    /// The same, where AVET of these segments also has the facts of more attributes, as they were
    /// when novelty was set apart.
    public Indexes rebased(IndexSegments segments, Set<Datom> excised, Set<Long> filled) {
        if (!frozen) {
            throw new IllegalStateException("Nothing was set apart to be folded");
        }
        Set<Datom> gone = excised.isEmpty() ? excised : withLaterRetractions(excised);
        return new Indexes(
                present.rebased(segments.present(), gone, filled),
                past.rebased(segments.past(), gone, filled),
                false);
    }

    /// An excised fact that was true may have been retracted meanwhile.
    private Set<Datom> withLaterRetractions(Set<Datom> excised) {
        Set<Datom> gone = new HashSet<>(excised);
        Datom retraction = null;
        for (Datom datom : past.eavt().sinceFrozen()) {
            if (!datom.added()) {
                retraction = datom;
            } else if (excised.contains(datom) && retraction != null) {
                gone.add(retraction);
            }
        }
        return gone;
    }
}
