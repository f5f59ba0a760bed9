package dev.factum.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.factum.facts.error.FactumError;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What any input may do: be understood, or be refused with a code, in a few seconds and in a few
/// times its own size of memory.
public final class Hostile {

    private static final long MOST_SECONDS = 10;
    private static final long MOST_BYTES = 64L << 20;
    private static final long BYTES_FOR_A_BYTE = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Hostile() {}

    public static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    /// What reading gives, or null if it was refused. Anything but a refusal fails the test.
    public static <T> @Nullable T read(Callable<@Nullable T> reading) throws Exception {
        return read(MOST_BYTES, reading);
    }

    /// The same for bytes, of which each may cost some of what is allocated.
    public static <T> @Nullable T read(byte[] data, Callable<@Nullable T> reading)
            throws Exception {
        return read(MOST_BYTES + data.length * BYTES_FOR_A_BYTE, reading);
    }

    /// The same for work that may allocate so much.
    static <T> @Nullable T read(long mostBytes, Callable<@Nullable T> reading) throws Exception {
        long start = System.nanoTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        T read = orRefused(reading);
        assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(MOST_SECONDS);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                .as("allocated bytes")
                .isLessThan(mostBytes);
        return read;
    }

    private static <T> @Nullable T orRefused(Callable<@Nullable T> reading) throws Exception {
        try {
            return reading.call();
        } catch (FactumError refused) {
            assertThat(refused.code().code()).startsWith(":");
            return null;
        }
    }
}
