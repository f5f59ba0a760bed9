package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.Builtin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The four index orders, with present facts and past datoms apart so that reads of the present
/// never pay for the past.
///
/// The *present* holds the assertion of every fact that is true now. The *past* holds, for every
/// fact that is not, its assertions and retractions. Their union is the whole history. Immutable.
public final class Indexes {

    private static final Indexes EMPTY = new Indexes(Trees.empty(), Trees.empty());

    private final Trees present;
    private final Trees past;

    private Indexes(Trees present, Trees past) {
        this.present = present;
        this.past = past;
    }

    public static Indexes empty() {
        return EMPTY;
    }

    /// The indexes after a whole history, whatever its order: much faster than [#with] for each
    /// transaction.
    ///
    /// @param avet the attributes whose facts are kept by value in the end
    /// @param references the attributes whose values are entities
    public static Indexes ofHistory(
            Collection<Datom> history, Set<Long> avet, Set<Long> references) {
        HistoryFold fold = HistoryFold.of(history);
        return new Indexes(
                Trees.of(fold.present(), avet, references),
                Trees.of(fold.past(), avet, references));
    }

    public DatomTree present(IndexOrder order) {
        return present.get(order);
    }

    public DatomTree past(IndexOrder order) {
        return past.get(order);
    }

    /// These indexes after the datoms of one transaction, assertions and retractions alike.
    ///
    /// @param avet the attributes whose facts are kept by value
    /// @param references the attributes whose values are entities
    public Indexes with(Collection<Datom> datoms, Set<Long> avet, Set<Long> references) {
        Trees standing = present;
        List<Datom> added = new ArrayList<>(datoms.size());
        List<Datom> retired = new ArrayList<>();
        for (Datom datom : datoms) {
            Datom ended = endedBy(datom);
            if (ended != null) {
                standing = standing.without(ended);
                retired.add(ended);
            }
            if (datom.added()) {
                added.add(datom);
            } else if (ended != null) {
                retired.add(datom);
            }
        }
        return new Indexes(
                standing.with(added, avet, references), past.with(retired, avet, references));
    }

    /// The assertion that this datom moves from the present to the past: the one it retracts. Also
    /// `:db.alter/attribute` may be stated again; the earlier statement then belongs to the past.
    private @Nullable Datom endedBy(Datom datom) {
        return datom.added() && datom.a() != Builtin.ALTER_ATTRIBUTE
                ? null
                : present.eavt().first(Prefix.fact(datom.e(), datom.a(), datom.v()));
    }

    /// These indexes with AVET filled for attributes that have just been asked to have it.
    public Indexes withValuesIndexed(Collection<Long> attributes) {
        return new Indexes(present.withValues(attributes), past.withValues(attributes));
    }
}
