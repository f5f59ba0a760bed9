package dev.factum.facts.edn;

import dev.factum.facts.value.Symbol;
import dev.factum.facts.value.ValueOrder;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A form with a tag that has no meaning to the reader, such as `#db/id [:db.part/user -1]`.
///
/// Ordered by tag, then by value. Immutable and safe to share between threads as far as its value
/// is.
public record Tagged(Symbol tag, @Nullable Object value) implements Comparable<Tagged> {

    private static final Comparator<Tagged> ORDER =
            Comparator.comparing(Tagged::tag).thenComparing(Tagged::value, ValueOrder.COMPARATOR);

    @Override
    public int compareTo(Tagged other) {
        return ORDER.compare(this, other);
    }
}
