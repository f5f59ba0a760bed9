package dev.factum.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/// Virtual time, and what is to happen when: one thing after the other, the earliest first. Belongs
/// to one run.
///
/// Nothing waits: time passes by going on to the next thing. What comes in which order is decided
/// by how long everything takes, and that is drawn from the seed.
final class Timeline implements InstantSource {

    /// Whoever does something: as long as it does not live, or stands still, nothing of it happens.
    interface Owner {

        boolean isAlive();

        /// Until when it stands still; long past if it does not.
        Instant pausedUntil();
    }

    /// What dies with nobody: networks and partners.
    static final Owner WORLD =
            new Owner() {
                @Override
                public boolean isAlive() {
                    return true;
                }

                @Override
                public Instant pausedUntil() {
                    return Instant.MIN;
                }
            };

    private record Happening(Instant at, long number, Owner owner, boolean isAwaited, Runnable what)
            implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Happening> queue = new PriorityQueue<>();
    private final List<String> history = new ArrayList<>();
    private final Instant start;
    private Instant now;
    private long number;
    private long awaited;
    private long steps;

    Timeline(Instant start) {
        this.start = start;
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /// Something of this owner, after a while.
    void after(Duration pause, Owner owner, Runnable what) {
        add(now.plus(pause), owner, true, what);
    }

    /// Something of this owner at a moment. The end of the run waits for nothing that happens again
    /// and again.
    void at(Instant moment, Owner owner, boolean isAwaited, Runnable what) {
        add(moment.isAfter(now) ? moment : now, owner, isAwaited, what);
    }

    private void add(Instant at, Owner owner, boolean isAwaited, Runnable what) {
        awaited += isAwaited ? 1 : 0;
        queue.add(new Happening(at, number++, owner, isAwaited, what));
    }

    /// Goes on to the next thing and does it; false if nothing is waited for.
    boolean advance() {
        while (awaited > 0) {
            Happening next = queue.remove();
            awaited -= next.isAwaited ? 1 : 0;
            if (next.owner.isAlive()) {
                Instant at = next.at.isAfter(now) ? next.at : now;
                if (!next.owner.pausedUntil().isAfter(at)) {
                    now = at;
                    steps++;
                    next.what.run();
                    return true;
                }
                add(next.owner.pausedUntil(), next.owner, next.isAwaited, next.what);
            }
        }
        return false;
    }

    /// All clocks are set forward.
    void jump(Duration forward) {
        now = now.plus(forward);
        note("the clocks jump by " + forward);
    }

    void note(String what) {
        history.add(Duration.between(start, now).toMillis() + " ms: " + what);
    }

    /// What has happened.
    List<String> history() {
        return history;
    }

    long steps() {
        return steps;
    }
}
