package dev.factum.bench.machine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Who waits for which message at the other end. Safe to share between threads.
final class Arrivals {

    /// A message that takes longer is lost.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Map<String, CompletableFuture<Boolean>> awaited = new ConcurrentHashMap<>();
    private final AtomicLong strays = new AtomicLong();

    /// Waits for the message that `begin` has sent on its way.
    void await(String key, Runnable begin) {
        var arrival = new CompletableFuture<Boolean>();
        awaited.put(key, arrival);
        begin.run();
        try {
            arrival.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException lost) {
            throw new IllegalStateException("A message did not arrive: " + key, lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
    }

    void arrived(String key) {
        CompletableFuture<Boolean> waiting = awaited.remove(key);
        if (waiting == null) {
            strays.incrementAndGet();
        } else {
            waiting.complete(true);
        }
    }

    /// How many messages arrived that nobody waited for.
    long strays() {
        return strays.get();
    }
}
