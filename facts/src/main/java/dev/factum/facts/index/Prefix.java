package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.value.ValueOrder;
import org.jspecify.annotations.Nullable;

/// The leading parts of a datom in some index order: what a scan looks for. Immutable.
///
/// The parts are meant in the order of the index the prefix is used with; only `depth` of them
/// count.
public final class Prefix {

    private static final Prefix ALL = new Prefix(0, 0, 0, null, 0);

    private final int depth;
    private final long e;
    private final long a;
    private final @Nullable Object v;
    private final long tx;

    private Prefix(int depth, long e, long a, @Nullable Object v, long tx) {
        this.depth = depth;
        this.e = e;
        this.a = a;
        this.v = v;
        this.tx = tx;
    }

    /// Everything in the index.
    public static Prefix all() {
        return ALL;
    }

    /// For EAVT: all facts of an entity.
    public static Prefix entity(long e) {
        return new Prefix(1, e, 0, null, 0);
    }

    /// For AEVT and AVET: all facts of an attribute.
    public static Prefix attribute(long a) {
        return new Prefix(1, 0, a, null, 0);
    }

    /// For EAVT and AEVT: the values of an entity's attribute.
    public static Prefix entityAttribute(long e, long a) {
        return new Prefix(2, e, a, null, 0);
    }

    /// For AVET: the holders of a value.
    public static Prefix attributeValue(long a, Object v) {
        return new Prefix(2, 0, a, v, 0);
    }

    /// For VAET: all references to an entity.
    public static Prefix value(Object v) {
        return new Prefix(1, 0, 0, v, 0);
    }

    /// For VAET: the references to an entity by one attribute.
    public static Prefix valueAttribute(Object v, long a) {
        return new Prefix(2, 0, a, v, 0);
    }

    /// For all orders: one fact, whichever transaction asserted or retracted it.
    public static Prefix fact(long e, long a, Object v) {
        return new Prefix(3, e, a, v, 0);
    }

    /// For all orders: one fact in one transaction.
    public static Prefix datom(long e, long a, Object v, long tx) {
        return new Prefix(4, e, a, v, tx);
    }

    /// How many leading parts count, 0 to 4.
    public int depth() {
        return depth;
    }

    public long e() {
        return e;
    }

    public long a() {
        return a;
    }

    public @Nullable Object v() {
        return v;
    }

    public long tx() {
        return tx;
    }

    int compareRest(Datom other) {
        int order = ValueOrder.compare(v, other.v());
        return order == 0 && depth > 3 ? compareTransaction(other) : order;
    }

    int compareTransaction(Datom other) {
        return Long.compare(other.tx(), tx);
    }

    @Override
    public String toString() {
        return "Prefix[depth=" + depth + " e=" + e + " a=" + a + " v=" + v + " tx=" + tx + "]";
    }
}
