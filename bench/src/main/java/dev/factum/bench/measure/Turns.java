package dev.factum.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Measures two tasks in turns: what disturbs the machine disturbs both.
public final class Turns {

    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofMillis(1_200);
    private static final Duration SAMPLE = Duration.ofMillis(400);

    private Turns() {}

    /// Milliseconds per run, medians over the rounds.
    public record Pair(double ours, double theirs) {

        public double timesFaster() {
            return theirs / ours;
        }
    }

    public static Pair of(Callable<?> ours, Callable<?> theirs) {
        time(ours, WARM_UP);
        time(theirs, WARM_UP);
        List<Double> oursTimes = new ArrayList<>();
        List<Double> theirTimes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            oursTimes.add(time(ours, SAMPLE));
            theirTimes.add(time(theirs, SAMPLE));
        }
        return new Pair(median(oursTimes), median(theirTimes));
    }

    /// Milliseconds per run: runs for at least `length` and divides.
    private static double time(Callable<?> task, Duration length) {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        long runs = 0;
        long now;
        do {
            try {
                if (task.call() == null) {
                    throw new IllegalStateException("A measured task answered nothing");
                }
            } catch (Exception e) {
                throw new IllegalStateException("A measured task failed", e);
            }
            runs++;
            now = System.nanoTime();
        } while (now < end);
        return (now - start) / 1e6 / runs;
    }

    public static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
