package dev.factum.facts.tx;

import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Schema;
import java.util.HashSet;
import java.util.Set;

/// Schema and indexes after attributes were asked to be kept by value: few facts are put into AVET
/// at once, many by whoever folds novelty, which takes its time. Until then the attribute is
/// *filling*: AVET is neither read nor written for it.
///
/// Unique values must be found by the next transaction, so these are never left for later.
///
/// @param schema which says what is left for later
record ValueIndexing(Schema schema, Indexes indexes) {

    /// Takes about as long as a transaction of as many datoms.
    static final int MOST_AT_ONCE = 10_000;

    /// @param indexes what is known after the transaction
    static ValueIndexing of(Schema before, Schema after, Indexes indexes, boolean mayWait) {
        Set<Long> now = SchemaChange.newlyIndexed(before, after);
        if (now.isEmpty()) {
            return new ValueIndexing(after, indexes);
        }
        Set<Long> later = new HashSet<>();
        for (long id : now) {
            AttributeDefinition attribute = after.attribute(id);
            if (mayWait
                    && attribute != null
                    && attribute.unique() == null
                    && facts(indexes, id) > MOST_AT_ONCE) {
                later.add(id);
            }
        }
        now.removeAll(later);
        return new ValueIndexing(
                after.withFilling(later, true),
                now.isEmpty() ? indexes : indexes.withValuesIndexed(now));
    }

    private static long facts(Indexes indexes, long attribute) {
        Prefix prefix = Prefix.attribute(attribute);
        return indexes.present(IndexOrder.AEVT).count(prefix)
                + indexes.past(IndexOrder.AEVT).count(prefix);
    }
}
