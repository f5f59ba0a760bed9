package dev.factum.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that shows a second more each time it is looked at. Belongs to one thread.
public final class TestClock implements InstantSource {

    private Instant now;

    private TestClock(Instant start) {
        this.now = start;
    }

    public static TestClock startingAt(Instant start) {
        return new TestClock(start);
    }

    @Override
    public Instant instant() {
        now = now.plus(Duration.ofSeconds(1));
        return now;
    }
}
