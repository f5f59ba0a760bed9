package dev.factum.machine.relay;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// How far a relay is: the state of its step function. Immutable.
///
/// @param start where it began
/// @param next the t of the next log entry to read; 0 before the cursor was looked up
/// @param onTheWay the transactions whose messages the broker has not accepted
/// @param saved the cursor that is durable
/// @param lastOwed the last transaction that was read and owed something
/// @param unsaved for how many transactions messages were handed over since the last save
/// @param waiting true if nothing is read before the broker has accepted something
public record Relaying(
        Share.Start start,
        long next,
        SortedSet<Long> onTheWay,
        long saved,
        long lastOwed,
        int unsaved,
        boolean waiting) {

    public Relaying {
        onTheWay = Collections.unmodifiableSortedSet(onTheWay);
    }

    /// Everything owed up to here was accepted by the broker.
    public long through() {
        return onTheWay.isEmpty() ? Math.max(next - 1, saved) : onTheWay.first() - 1;
    }

    /// True if saving the cursor would spare a crash from sending something again.
    boolean isWorthSaving() {
        return saved < lastOwed && saved < through();
    }

    static Relaying begin() {
        return new Relaying(new Share.Start(0, Map.of()), 0, new TreeSet<>(), 0, 0, 0, false);
    }

    static Relaying after(Share.Start start) {
        long through = start.through();
        return new Relaying(start, through + 1, new TreeSet<>(), through, through, 0, false);
    }

    Relaying read(long nextT, SortedSet<Long> owing) {
        if (owing.isEmpty()) {
            return new Relaying(start, nextT, onTheWay, saved, lastOwed, unsaved, false);
        }
        var extended = new TreeSet<>(onTheWay);
        extended.addAll(owing);
        return new Relaying(
                start, nextT, extended, saved, owing.last(), unsaved + owing.size(), false);
    }

    Relaying accepted(Set<Long> ts) {
        var rest = new TreeSet<>(onTheWay);
        rest.removeAll(ts);
        return new Relaying(start, next, rest, saved, lastOwed, unsaved, false);
    }

    Relaying saved(long through) {
        return new Relaying(start, next, onTheWay, Math.max(saved, through), lastOwed, 0, false);
    }

    Relaying inWait() {
        return new Relaying(start, next, onTheWay, saved, lastOwed, unsaved, true);
    }
}
