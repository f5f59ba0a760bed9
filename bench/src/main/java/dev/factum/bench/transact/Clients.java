package dev.factum.bench.transact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/// A closed loop: every client sends its next transaction when the last one is answered.
final class Clients {

    private Clients() {}

    /// What a slice came to.
    ///
    /// @param perSecond answered transactions per second, all clients together
    /// @param p99Millis the 99th percentile of a transaction's time
    record Slice(double perSecond, double p99Millis) {}

    /// Runs `clients` clients for `length`; `send` gets a number that no other call gets.
    static Slice run(int clients, Duration length, LongConsumer send) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        List<Callable<long[]>> tasks = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            long first = System.nanoTime() + client;
            tasks.add(() -> loop(end, first, clients, send));
        }
        long start = System.nanoTime();
        List<long[]> times = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(clients)) {
            for (Future<long[]> client : executor.invokeAll(tasks)) {
                times.add(client.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client failed", e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Slice(
                all.length / seconds, all.length == 0 ? 0 : all[(int) (all.length * 0.99)] / 1e6);
    }

    private static long[] loop(long end, long first, int step, LongConsumer send) {
        long[] times = new long[1 << 16];
        int count = 0;
        long number = first;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            send.accept(number);
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = System.nanoTime() - start;
            number += step;
        }
        return Arrays.copyOf(times, count);
    }
}
