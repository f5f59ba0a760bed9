package dev.factum.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.error.FactumError;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What any input may do: be understood, or be refused with a code, in a few seconds.
final class Hostile {

    private static final long MOST_SECONDS = 10;

    private Hostile() {}

    static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    /// What reading gives, or null if it was refused. Anything but a refusal fails the test.
    static <T> @Nullable T read(Callable<@Nullable T> reading) throws Exception {
        long start = System.nanoTime();
        try {
            return reading.call();
        } catch (FactumError refused) {
            assertThat(refused.code().code()).startsWith(":");
            return null;
        } finally {
            assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(MOST_SECONDS);
        }
    }
}
