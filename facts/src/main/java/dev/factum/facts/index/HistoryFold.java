package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.Builtin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// Tells present from past in the datoms of many transactions at once: sorts them, and plays each
/// fact's assertions and retractions in the order of their transactions, as [Indexes#with] would
/// one by one.
final class HistoryFold {

    /// Fact by fact, and within a fact as a transaction applies them: retractions first.
    private static final Comparator<Datom> FACTS_IN_TIME =
            (left, right) -> {
                int order = IndexOrder.EAVT.compareKey(left.e(), left.a(), left.v(), right);
                if (order == 0) {
                    order = Long.compare(left.tx(), right.tx());
                }
                return order == 0 ? Boolean.compare(left.added(), right.added()) : order;
            };

    private final DatomIndex before;
    private final List<Datom> standing = new ArrayList<>();
    private final List<Datom> ended = new ArrayList<>();
    private final List<Datom> retired = new ArrayList<>();
    private final Deque<Datom> fact = new ArrayDeque<>();

    private HistoryFold(DatomIndex before) {
        this.before = before;
    }

    /// @param before what was true before, by entity
    static HistoryFold of(Collection<Datom> history, DatomIndex before) {
        Datom[] sorted = history.toArray(Datom[]::new);
        Arrays.sort(sorted, FACTS_IN_TIME);
        var fold = new HistoryFold(before);
        for (int index = 0; index < sorted.length; index++) {
            Datom datom = sorted[index];
            if (index > 0
                    && IndexOrder.EAVT.compareKey(
                                    datom.e(), datom.a(), datom.v(), sorted[index - 1])
                            != 0) {
                fold.endFact();
            }
            fold.play(datom);
        }
        fold.endFact();
        return fold;
    }

    private void play(Datom datom) {
        boolean isRestatement = datom.added() && datom.a() == Builtin.ALTER_ATTRIBUTE;
        if (!datom.added() || isRestatement) {
            boolean isEnding = endStanding(datom);
            if (isEnding && !datom.added()) {
                retired.add(datom);
            }
        }
        if (datom.added()) {
            fact.addLast(datom);
        }
    }

    /// Retires what stands of the datom's fact, if anything does.
    private boolean endStanding(Datom datom) {
        Datom earlier = fact.pollLast();
        if (earlier == null && !hasEnded(datom)) {
            earlier = before.first(Prefix.fact(datom.e(), datom.a(), datom.v()));
            if (earlier != null) {
                ended.add(earlier);
            }
        }
        if (earlier != null) {
            retired.add(earlier);
        }
        return earlier != null;
    }

    /// True if what stood of this fact before has been ended already.
    private boolean hasEnded(Datom datom) {
        return !ended.isEmpty()
                && IndexOrder.EAVT.compareKey(datom.e(), datom.a(), datom.v(), ended.getLast())
                        == 0;
    }

    private void endFact() {
        standing.addAll(fact);
        fact.clear();
    }

    /// The assertions of what is true at the end and was not before.
    List<Datom> standing() {
        return standing;
    }

    /// The assertions of what was true before and is not at the end.
    List<Datom> ended() {
        return ended;
    }

    /// Everything that belongs to the past at the end and did not before.
    List<Datom> retired() {
        return retired;
    }
}
