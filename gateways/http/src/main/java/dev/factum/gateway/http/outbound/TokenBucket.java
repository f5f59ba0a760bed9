package dev.factum.gateway.http.outbound;

import java.time.Duration;
import java.util.function.LongSupplier;

/// A limit of so many calls a second: a bucket that fills steadily and holds a second's worth. Safe
/// to share between threads.
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double most;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filledAt;

    /// @param nanoTime a clock that never goes back, such as `System::nanoTime`
    TokenBucket(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.most = Math.max(1, perSecond);
        this.nanoTime = nanoTime;
        this.tokens = most;
        this.filledAt = nanoTime.getAsLong();
    }

    /// Takes a token and returns zero, or takes none and returns how long one will take to come.
    synchronized Duration take() {
        fill();
        if (tokens >= 1) {
            tokens -= 1;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * NANOS));
    }

    private void fill() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(most, tokens + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
    }
}
