package dev.factum.gateway.http.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A bucket on a clock that the test turns.
class TokenBucketTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // the clock may go round
    private final TokenBucket bucket = new TokenBucket(4, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void holdsASecondsWorthAndSaysWhenTheNextOneComes() {
        for (int n = 0; n < 4; n++) {
            assertThat(bucket.take()).isZero();
        }
        assertThat(bucket.take()).isEqualTo(Duration.ofMillis(250));
        pass(Duration.ofMillis(100));
        assertThat(bucket.take()).isEqualTo(Duration.ofMillis(150));
        pass(Duration.ofMillis(150));
        assertThat(bucket.take()).isZero();
        assertThat(bucket.take()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void doesNotSaveUpMoreThanASecondsWorth() {
        pass(Duration.ofHours(1));
        for (int n = 0; n < 4; n++) {
            assertThat(bucket.take()).isZero();
        }
        assertThat(bucket.take()).isPositive();
    }

    @Test
    void slowerThanOneASecondIsPossible() {
        var slow = new TokenBucket(0.1, now::get);
        assertThat(slow.take()).isZero();
        assertThat(slow.take()).isEqualTo(Duration.ofSeconds(10));
    }
}
