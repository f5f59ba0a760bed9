package dev.factum.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Measures tasks in turns: what disturbs the machine disturbs all of them.
public final class Turns {

    private static final int ROUNDS = 5;
    private static final int PREPARED_ROUNDS = 3;
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
        List<Double> millis = of(List.of(ours, theirs));
        return new Pair(millis.getFirst(), millis.getLast());
    }

    /// Milliseconds per run of each task, in their order.
    public static List<Double> of(List<Callable<?>> tasks) {
        List<List<Double>> times = new ArrayList<>();
        for (Callable<?> task : tasks) {
            time(task, WARM_UP);
            times.add(new ArrayList<>());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int task = 0; task < tasks.size(); task++) {
                times.get(task).add(time(tasks.get(task), SAMPLE));
            }
        }
        return times.stream().map(Turns::median).toList();
    }

    /// Something that gets ready, which is not measured, for something that is, once.
    @FunctionalInterface
    public interface Prepared {
        Callable<?> ready() throws Exception;
    }

    /// For tasks that take long and can be run only once on what was prepared for them.
    public static Pair ofPrepared(Prepared ours, Prepared theirs) {
        timeOnce(ours);
        timeOnce(theirs);
        List<Double> oursTimes = new ArrayList<>();
        List<Double> theirTimes = new ArrayList<>();
        for (int round = 0; round < PREPARED_ROUNDS; round++) {
            oursTimes.add(timeOnce(ours));
            theirTimes.add(timeOnce(theirs));
        }
        return new Pair(median(oursTimes), median(theirTimes));
    }

    private static double timeOnce(Prepared task) {
        try {
            Callable<?> ready = task.ready();
            long start = System.nanoTime();
            if (ready.call() == null) {
                throw new IllegalStateException("A measured task answered nothing");
            }
            return (System.nanoTime() - start) / 1e6;
        } catch (Exception e) {
            throw new IllegalStateException("A measured task failed", e);
        }
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
