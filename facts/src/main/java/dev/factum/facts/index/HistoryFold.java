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

/// Tells present from past in a whole history at once: sorts it, and plays each fact's assertions
/// and retractions in the order of their transactions, as [Indexes#with] would one by one.
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

    private final List<Datom> present = new ArrayList<>();
    private final List<Datom> past = new ArrayList<>();
    private final Deque<Datom> standing = new ArrayDeque<>();

    private HistoryFold() {}

    static HistoryFold of(Collection<Datom> history) {
        Datom[] sorted = history.toArray(Datom[]::new);
        Arrays.sort(sorted, FACTS_IN_TIME);
        var fold = new HistoryFold();
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
        Datom earlier = standing.peekLast();
        if (datom.added()) {
            if (earlier != null && datom.a() == Builtin.ALTER_ATTRIBUTE) {
                past.add(standing.removeLast());
            }
            standing.addLast(datom);
        } else if (earlier != null) {
            past.add(standing.removeLast());
            past.add(datom);
        }
    }

    private void endFact() {
        present.addAll(standing);
        standing.clear();
    }

    /// The assertions of what is true at the end.
    List<Datom> present() {
        return present;
    }

    /// Everything else.
    List<Datom> past() {
        return past;
    }
}
