package dev.factum.gateway.http.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.gateway.http.outbound.CircuitBreaker.Entry;
import dev.factum.gateway.http.outbound.CircuitBreaker.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A breaker on a clock that the test turns.
class CircuitBreakerTest {

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong();
    private final CircuitBreaker breaker =
            new CircuitBreaker(new CircuitBreaker.Settings(0.5, 4, WINDOW, PAUSE), now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void calls(Verdict... verdicts) {
        for (Verdict verdict : verdicts) {
            Entry entry = breaker.enter();
            assertThat(entry.rest()).isZero();
            breaker.done(entry, verdict);
        }
    }

    private void opened() {
        calls(Verdict.FAILURE, Verdict.FAILURE, Verdict.FAILURE, Verdict.FAILURE);
        assertThat(breaker.enter().rest()).isEqualTo(PAUSE);
    }

    @Test
    void opensWhenMoreThanTheRatioFailed() {
        calls(Verdict.SUCCESS, Verdict.FAILURE, Verdict.SUCCESS, Verdict.FAILURE);
        assertThat(breaker.enter().rest()).isZero();
        calls(Verdict.FAILURE);
        assertThat(breaker.enter().rest()).isEqualTo(PAUSE);
    }

    @Test
    void aFewFailuresAreNotEnoughAndOldOnesAreForgotten() {
        calls(Verdict.FAILURE, Verdict.FAILURE, Verdict.FAILURE);
        pass(WINDOW.plusNanos(1));
        calls(Verdict.FAILURE, Verdict.NEITHER, Verdict.NEITHER, Verdict.NEITHER);
        assertThat(breaker.enter().rest()).isZero();
    }

    @Test
    void halfOpenItLetsOneTryAndASuccessClosesIt() {
        opened();
        pass(PAUSE);
        Entry trial = breaker.enter();
        assertThat(trial.rest()).isZero();
        assertThat(breaker.enter().rest()).isEqualTo(Duration.ofSeconds(1));
        breaker.done(trial, Verdict.SUCCESS);
        calls(Verdict.SUCCESS, Verdict.SUCCESS);
    }

    @Test
    void halfOpenAFailureOpensItAgain() {
        opened();
        pass(PAUSE);
        breaker.done(breaker.enter(), Verdict.FAILURE);
        assertThat(breaker.enter().rest()).isEqualTo(PAUSE);
        pass(Duration.ofSeconds(4));
        assertThat(breaker.enter().rest()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aTrialThatSaysNothingLeavesThePlaceToTheNext() {
        opened();
        pass(PAUSE);
        breaker.done(breaker.enter(), Verdict.NEITHER);
        assertThat(breaker.enter().rest()).isZero();
    }

    @Test
    void whatWasLetThroughBeforeItOpenedSaysNothingAfterwards() {
        Entry early = breaker.enter();
        opened();
        pass(PAUSE);
        Entry trial = breaker.enter();
        breaker.done(early, Verdict.SUCCESS);
        assertThat(breaker.enter().rest()).isPositive();
        breaker.done(trial, Verdict.FAILURE);
        assertThat(breaker.enter().rest()).isEqualTo(PAUSE);
    }
}
