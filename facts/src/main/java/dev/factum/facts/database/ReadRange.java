package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.value.ValueOrder;
import org.jspecify.annotations.Nullable;

/// A part of the index that a reader looked at, whether or not anything was there.
///
/// Values are kept in their canonical form, so that equal ranges are `equals`.
public sealed interface ReadRange {

    /// True if a transaction with this datom changes what the reader saw.
    boolean touchedBy(Datom datom);

    record EntityFacts(long e) implements ReadRange {
        @Override
        public boolean touchedBy(Datom datom) {
            return datom.e() == e;
        }
    }

    record EntityAttribute(long e, long a) implements ReadRange {
        @Override
        public boolean touchedBy(Datom datom) {
            return datom.e() == e && datom.a() == a;
        }
    }

    record AttributeFacts(long a) implements ReadRange {
        @Override
        public boolean touchedBy(Datom datom) {
            return datom.a() == a;
        }
    }

    record AttributeValue(long a, Object v) implements ReadRange {
        @Override
        public boolean touchedBy(Datom datom) {
            return datom.a() == a && ValueOrder.same(datom.v(), v);
        }
    }

    /// The values from `from` (inclusive) to `to` (exclusive); null is open.
    record AttributeInterval(long a, @Nullable Object from, @Nullable Object to)
            implements ReadRange {
        @Override
        public boolean touchedBy(Datom datom) {
            return datom.a() == a
                    && (from == null || ValueOrder.compare(datom.v(), from) >= 0)
                    && (to == null || ValueOrder.compare(datom.v(), to) < 0);
        }
    }

    record References(long target) implements ReadRange {
        @Override
        public boolean touchedBy(Datom datom) {
            return datom.v() instanceof Long value && value == target;
        }
    }

    record Everything() implements ReadRange {
        @Override
        public boolean touchedBy(Datom datom) {
            return true;
        }
    }

    /// The range that a scan of this prefix looks at.
    static ReadRange of(IndexOrder order, Prefix prefix) {
        if (prefix.depth() == 0) {
            return new Everything();
        }
        boolean single = prefix.depth() == 1;
        return switch (order) {
            case EAVT ->
                    single
                            ? new EntityFacts(prefix.e())
                            : new EntityAttribute(prefix.e(), prefix.a());
            case AEVT ->
                    single
                            ? new AttributeFacts(prefix.a())
                            : new EntityAttribute(prefix.e(), prefix.a());
            case AVET ->
                    single
                            ? new AttributeFacts(prefix.a())
                            : attributeValue(prefix.a(), prefix.v());
            case VAET ->
                    single && prefix.v() instanceof Long target
                            ? new References(target)
                            : attributeValue(prefix.a(), prefix.v());
        };
    }

    private static ReadRange attributeValue(long a, @Nullable Object v) {
        return v == null ? new AttributeFacts(a) : new AttributeValue(a, ValueOrder.canonical(v));
    }
}
