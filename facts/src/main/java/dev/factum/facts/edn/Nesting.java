package dev.factum.facts.edn;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Refuses data that nests deeper than any text may, before anything walks down it: data that was
/// not read from text may contain itself.
public final class Nesting {

    private Nesting() {}

    /// Does nothing if the form is not nested too deep.
    ///
    /// @throws FactumError `:db.error/edn-limit`
    public static void check(@Nullable Object form) {
        check(form, 0);
    }

    private static void check(@Nullable Object form, int depth) {
        if (form instanceof Map<?, ?> map) {
            require(depth);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                check(entry.getKey(), depth + 1);
                check(entry.getValue(), depth + 1);
            }
        } else if (form instanceof Collection<?> elements) {
            require(depth);
            for (Object element : elements) {
                check(element, depth + 1);
            }
        }
    }

    private static void require(int depth) {
        if (depth >= EdnLimits.GREATEST_DEPTH) {
            throw FactumError.of(
                            DbErrorCode.EDN_LIMIT, "The form nests too deep or contains itself")
                    .with("depth", depth)
                    .with("allowed", EdnLimits.GREATEST_DEPTH);
        }
    }
}
