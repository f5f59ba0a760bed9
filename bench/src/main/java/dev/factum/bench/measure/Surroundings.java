package dev.factum.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;

/// What the machine does while a comparison runs: its load, what other processes use of its
/// processors, and the garbage collector's share.
public final class Surroundings {

    /// Linux counts a processor's time here in hundredths of a second, by what it was spent on.
    private static final Path PROCESSORS = Path.of("/proc/stat");

    private static final double TICKS_PER_SECOND = 100;
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISK = 4;

    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final double load = system.getSystemLoadAverage();
    private final long startNanos = System.nanoTime();
    private final long ownNanos = system.getProcessCpuTime();
    private final OptionalDouble busySeconds = busySeconds();
    private final long collectionMillis = collectionMillis();

    private Surroundings() {}

    /// Begins to look.
    public static Surroundings watch() {
        return new Surroundings();
    }

    /// What it was like since the beginning.
    public String describe() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double own = (system.getProcessCpuTime() - ownNanos) / 1e9;
        return "load %.2f before, %.2f after; this process used %.2f processors%s; garbage collection %.1f %%"
                .formatted(
                        load,
                        system.getSystemLoadAverage(),
                        own / seconds,
                        others(own, seconds),
                        (collectionMillis() - collectionMillis) / 10.0 / seconds);
    }

    private String others(double own, double seconds) {
        OptionalDouble now = busySeconds();
        if (busySeconds.isEmpty() || now.isEmpty()) {
            return "";
        }
        double all = now.getAsDouble() - busySeconds.getAsDouble();
        return ", others %.2f".formatted(Math.max(0, all - own) / seconds);
    }

    /// The seconds that all processors together were busy since the machine started, if it says so.
    private static OptionalDouble busySeconds() {
        if (!Files.isReadable(PROCESSORS)) {
            return OptionalDouble.empty();
        }
        try (var lines = Files.lines(PROCESSORS)) {
            String first = lines.findFirst().orElse("");
            long[] ticks =
                    Arrays.stream(first.split(" +")).skip(1).mapToLong(Long::parseLong).toArray();
            double busy =
                    Arrays.stream(ticks).limit(8).sum() - ticks[IDLE] - ticks[WAITING_FOR_DISK];
            return OptionalDouble.of(busy / TICKS_PER_SECOND);
        } catch (IOException | NumberFormatException unreadable) {
            throw new IllegalStateException("Cannot read " + PROCESSORS, unreadable);
        }
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
