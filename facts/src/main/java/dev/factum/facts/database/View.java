package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.index.TxWindow;
import java.util.ArrayList;
import java.util.List;

/// Which datoms of a database are seen: a window of time, with or without history, and filters.
/// Immutable.
///
/// @param asOf the last t that is seen
/// @param since the last t that is not seen, -1 for none
/// @param history true if superseded and retracted facts are seen too
record View(long asOf, long since, boolean history, List<DatomFilter> filters) {

    static final View PRESENT = new View(Long.MAX_VALUE, -1, false, List.of());

    View asOfAtMost(long t) {
        return new View(Math.min(asOf, t), since, history, filters);
    }

    View sinceAtLeast(long t) {
        return new View(asOf, Math.max(since, t), history, filters);
    }

    View withHistory() {
        return new View(asOf, since, true, filters);
    }

    View filtered(DatomFilter filter) {
        var extended = new ArrayList<>(filters);
        extended.add(filter);
        return new View(asOf, since, history, List.copyOf(extended));
    }

    View unfiltered() {
        return new View(asOf, since, history, List.of());
    }

    boolean isAsOf() {
        return asOf != Long.MAX_VALUE;
    }

    boolean isSince() {
        return since >= 0;
    }

    boolean isFiltered() {
        return !filters.isEmpty();
    }

    /// The transactions whose datoms can be seen.
    TxWindow window() {
        return new TxWindow(
                isSince() ? EntityId.ofTransaction(Math.min(since, EntityId.MAX_T)) : 0,
                isAsOf()
                        ? EntityId.ofTransaction(Math.clamp(asOf, 0, EntityId.MAX_T))
                        : Long.MAX_VALUE);
    }

    boolean isAfterWindowStart(Datom datom) {
        return EntityId.sequence(datom.tx()) > since;
    }

    boolean isBeforeWindowEnd(Datom datom) {
        return EntityId.sequence(datom.tx()) <= asOf;
    }
}
