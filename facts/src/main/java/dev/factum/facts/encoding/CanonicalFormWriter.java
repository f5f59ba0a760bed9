package dev.factum.facts.encoding;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.ValueOrder;
import java.util.Map;

/// Writes equal forms alike. Belongs to one thread.
final class CanonicalFormWriter extends FormWriter {

    CanonicalFormWriter(ByteWriter out, Map<Keyword, Integer> places) {
        super(out, places);
    }

    @Override
    Object representative(Object number) {
        return ValueOrder.canonical(number);
    }

    @Override
    void arrange(ByteWriter written, int[] starts) {
        written.sortParts(starts);
    }
}
