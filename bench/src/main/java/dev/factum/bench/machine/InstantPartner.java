package dev.factum.bench.machine;

import dev.factum.machine.request.Call;
import dev.factum.machine.request.Destination;
import dev.factum.machine.request.Exchange;
import dev.factum.machine.request.Gateway;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A partner that answers at once, so that what is measured is the machine. Safe to share between
/// threads.
final class InstantPartner implements Gateway {

    static final String NAME = "partner";

    private final CountDownLatch left;

    /// @param expected how many calls are waited for
    InstantPartner(int expected) {
        this.left = new CountDownLatch(expected);
    }

    @Override
    public Exchange send(Call call) {
        left.countDown();
        return new Exchange.Answered(200, Map.of(), Map.of());
    }

    @Override
    public Optional<Destination> destination(String name) {
        return Optional.of(
                new Destination(
                        name,
                        true,
                        Duration.ofDays(1),
                        Duration.ofSeconds(10),
                        5,
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1)));
    }

    boolean awaitAll(Duration longest) throws InterruptedException {
        return left.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        // nothing is open between two calls
    }
}
