package dev.factum.conformance.differential;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A database that starts empty and answers the checks of one case in the corpus' words. Not
/// thread-safe.
interface Engine extends AutoCloseable {

    /// The answer to a check, or null if it names something that no transaction made.
    @Nullable Map<?, ?> answer(Map<?, ?> check);

    @Override
    void close();
}
