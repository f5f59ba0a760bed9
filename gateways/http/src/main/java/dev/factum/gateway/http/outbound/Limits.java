package dev.factum.gateway.http.outbound;

import dev.factum.gateway.http.outbound.CircuitBreaker.Verdict;
import dev.factum.machine.request.Health;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/// What one destination is spared: too many calls at once, too many a second, and calls while it
/// keeps failing. Each destination has its own, so that one that is slow holds up no other. Safe to
/// share between threads.
final class Limits {

    private static final Duration UNTIL_ONE_ENDS = Duration.ofMillis(100);

    /// Whether a call may be made now.
    sealed interface Admission {

        /// It may; say [Limits#leave] when it has been made.
        record Admitted(CircuitBreaker.Entry entry) implements Admission {}

        /// Not now.
        record Held(String reason, Duration pause) implements Admission {}
    }

    private final Semaphore places;
    private final TokenBucket bucket;
    private final CircuitBreaker breaker;

    Limits(
            int mostAtOnce,
            double perSecond,
            CircuitBreaker.Settings settings,
            LongSupplier nanoTime) {
        this.places = new Semaphore(mostAtOnce);
        this.bucket = new TokenBucket(perSecond, nanoTime);
        this.breaker = new CircuitBreaker(settings, nanoTime);
    }

    Admission enter() {
        if (!places.tryAcquire()) {
            return new Admission.Held("There are too many calls at once", UNTIL_ONE_ENDS);
        }
        CircuitBreaker.Entry entry = breaker.enter();
        if (entry.rest().isPositive()) {
            places.release();
            return new Admission.Held("The partner keeps failing", entry.rest());
        }
        var admitted = new Admission.Admitted(entry);
        Duration filling = bucket.take();
        if (filling.isPositive()) {
            leave(admitted, Verdict.NEITHER);
            return new Admission.Held("There are too many calls a second", filling);
        }
        return admitted;
    }

    Health health() {
        return breaker.health();
    }

    void leave(Admission.Admitted admitted, Verdict verdict) {
        breaker.done(admitted.entry(), verdict);
        places.release();
    }
}
