package dev.factum.gateway.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// How far a partition is dealt with, where records are done with in any order: the longest run of
/// records, from the first one on, that are all done. Belongs to whoever holds its lock.
final class Progress {

    private final Deque<Long> delivered = new ArrayDeque<>();
    private final Set<Long> done = new HashSet<>();
    private long through;
    private int open;

    /// @param through what was dealt with before
    Progress(long through) {
        this.through = through;
    }

    /// A record is on its way. Offsets grow, and may have gaps.
    void deliver(long offset) {
        delivered.add(offset);
        open++;
    }

    /// A record is done with; false if it was before.
    boolean finish(long offset) {
        if (offset <= through || !done.add(offset)) {
            return false;
        }
        open--;
        Long first = delivered.peek();
        while (first != null && done.remove(first)) {
            through = delivered.remove();
            first = delivered.peek();
        }
        return true;
    }

    /// Everything that was delivered up to here is done with.
    long through() {
        return through;
    }

    /// How many records are on their way, or wait for one before them that is.
    int ahead() {
        return delivered.size();
    }

    /// True if nothing is on its way.
    boolean isIdle() {
        return open == 0;
    }
}
