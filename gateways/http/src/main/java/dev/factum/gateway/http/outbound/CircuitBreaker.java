package dev.factum.gateway.http.outbound;

import dev.factum.machine.request.Health;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// Keeps calls away from a partner that keeps failing. Safe to share between threads.
///
/// Closed, it lets everything through and remembers the outcomes of a while. When enough of them
/// failed it opens and lets nothing through. After a pause it is half open: one call at a time may
/// try; a success closes it, a failure opens it again. As M. Nygard describes it in *Release It!*
final class CircuitBreaker {

    /// When to open, and for how long. Immutable.
    ///
    /// @param ratio of failures among the calls of a window, above which it opens; above 1 it never
    ///   does
    /// @param fewest calls that have to be in the window
    /// @param window for how long an outcome counts
    /// @param pause for how long it stays open
    record Settings(double ratio, int fewest, Duration window, Duration pause) {}

    /// What came of a call that was let through.
    enum Verdict {
        SUCCESS,
        FAILURE,
        /// Says nothing about the partner.
        NEITHER
    }

    private static final int MOST_REMEMBERED = 1_000;
    private static final Duration WHILE_ONE_TRIES = Duration.ofSeconds(1);

    private enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /// The answer to somebody who wants to make a call.
    ///
    /// @param rest how long to wait; zero if the call may be made
    /// @param period counts the changes of state
    record Entry(Duration rest, long period) {}

    private record Outcome(long at, boolean failed) {}

    private final Settings settings;
    private final LongSupplier nanoTime;
    private final Deque<Outcome> outcomes = new ArrayDeque<>();
    private int failures;
    private State state = State.CLOSED;
    private long openedAt;
    private boolean trying;
    private long period;

    CircuitBreaker(Settings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /// Lets a call through, or says how long to wait. Whoever is let through says [#done] in the
    /// end.
    synchronized Entry enter() {
        if (state == State.OPEN) {
            Duration rest = settings.pause().minusNanos(nanoTime.getAsLong() - openedAt);
            if (rest.isPositive()) {
                return new Entry(rest, period);
            }
            become(State.HALF_OPEN);
            trying = false;
        }
        if (state == State.HALF_OPEN) {
            if (trying) {
                return new Entry(shorter(settings.pause(), WHILE_ONE_TRIES), period);
            }
            trying = true;
        }
        return new Entry(Duration.ZERO, period);
    }

    /// How the partner does, without asking to be let through.
    synchronized Health health() {
        return switch (state) {
            case CLOSED -> new Health.Well();
            case OPEN -> {
                Duration rest = settings.pause().minusNanos(nanoTime.getAsLong() - openedAt);
                yield rest.isPositive() ? new Health.Failing(rest) : new Health.Recovering();
            }
            case HALF_OPEN -> new Health.Recovering();
        };
    }

    /// Takes note of what came of a call. What was let through before the state changed says
    /// nothing any more.
    synchronized void done(Entry entry, Verdict verdict) {
        if (entry.period() != period) {
            return;
        }
        trying = false;
        switch (verdict) {
            case SUCCESS -> {
                if (state == State.HALF_OPEN) {
                    become(State.CLOSED);
                }
                remember(false);
            }
            case FAILURE -> {
                remember(true);
                if (state == State.HALF_OPEN || isTooMuch()) {
                    open();
                }
            }
            case NEITHER -> {}
        }
    }

    private void remember(boolean failed) {
        outcomes.addLast(new Outcome(nanoTime.getAsLong(), failed));
        failures += failed ? 1 : 0;
        long since = nanoTime.getAsLong() - settings.window().toNanos();
        while (outcomes.size() > MOST_REMEMBERED || outcomes.getFirst().at() - since < 0) {
            failures -= outcomes.removeFirst().failed() ? 1 : 0;
        }
    }

    private boolean isTooMuch() {
        return outcomes.size() >= settings.fewest()
                && failures > settings.ratio() * outcomes.size();
    }

    private void open() {
        become(State.OPEN);
        openedAt = nanoTime.getAsLong();
        outcomes.clear();
        failures = 0;
    }

    private void become(State next) {
        state = next;
        period++;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
