package dev.factum.bench.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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

/// A closed loop: every client asks again when it has been answered.
final class Clients {

    private static final int MOST_THREADS = 256;

    private Clients() {}

    /// Runs `clients` clients for `length`; `send` gets a number that no other call gets.
    static Slice run(int clients, Duration length, LongConsumer send) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        List<Callable<long[]>> tasks = new ArrayList<>();
        long lowest = System.nanoTime();
        for (int client = 0; client < clients; client++) {
            long first = lowest + client;
            tasks.add(() -> loop(end, first, clients, send));
        }
        long start = System.nanoTime();
        long cpuStart = cpuTime();
        List<long[]> times = new ArrayList<>();
        try (ExecutorService executor = executor(clients)) {
            for (Future<long[]> client : executor.invokeAll(tasks)) {
                times.add(client.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client failed", e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuMillis = (cpuTime() - cpuStart) / 1e6;
        long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Slice(
                all.length / seconds,
                percentile(all, 0.5),
                percentile(all, 0.99),
                cpuMillis / Math.max(1, all.length));
    }

    /// More clients than a machine has threads for are virtual ones.
    private static ExecutorService executor(int clients) {
        return clients > MOST_THREADS
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newFixedThreadPool(clients);
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * share)] / 1e6;
    }

    private static long cpuTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long[] loop(long end, long first, int step, LongConsumer send) {
        long[] times = new long[1 << 10];
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
