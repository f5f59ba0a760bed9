package dev.factum.transactor;

import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.datom.Datom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What recent transactions touched, so that reads made a while ago can be validated. Belongs to
/// the writer's thread.
///
/// For each kind of [ReadRange] that is a point it knows the last t that touched it, by a hash of
/// the range: one look-up for a range, however many transactions came since. Two ranges with one
/// hash can only cause a conflict that is none, never hide one. It forgets in two generations, so
/// that it reaches back over one to two times the window, and a transaction costs the same few
/// stores whatever the window is. Of a transaction that is larger than a whole generation may be it
/// remembers only that it was there: whoever read before it is in conflict.
final class TouchWindow {

    /// A generation also ends with this many datoms, so that large transactions do not fill memory:
    /// the datoms are kept alive, and each is in up to five ranges of 16 to 64 bytes.
    static final int MAX_DATOMS = 1 << 16;

    private record Touches(long t, List<Datom> datoms) {}

    private final int transactions;
    private final Deque<Touches> recent = new ArrayDeque<>();
    private LastTouched older = new LastTouched();
    private LastTouched newer = new LastTouched();
    private long olderFrom;
    private long newerFrom;
    private int newerDatoms;
    private long newest;

    /// @param basis the t before the first one that will be added
    TouchWindow(int transactions, long basis) {
        this.transactions = transactions;
        this.olderFrom = basis;
        this.newerFrom = basis;
        this.newest = basis;
    }

    void add(long t, List<Datom> datoms) {
        newest = t;
        if (datoms.size() > MAX_DATOMS) {
            forgetUpTo(t);
            return;
        }
        if (t - newerFrom > transactions || newerDatoms + datoms.size() > MAX_DATOMS) {
            forgetOlder(t);
        }
        newerDatoms += datoms.size();
        recent.addLast(new Touches(t, datoms));
        remember(t, datoms);
    }

    private void forgetUpTo(long t) {
        forgetOlder(t + 1);
        forgetOlder(t + 1);
    }

    /// The newer generation becomes the older one, and a new one begins with t.
    private void forgetOlder(long t) {
        older = newer;
        olderFrom = newerFrom;
        newer = new LastTouched();
        newerFrom = t - 1;
        newerDatoms = 0;
        while (!recent.isEmpty() && recent.getFirst().t() <= olderFrom) {
            recent.removeFirst();
        }
    }

    private void remember(long t, List<Datom> datoms) {
        long entity = Long.MIN_VALUE;
        for (Datom datom : datoms) {
            if (datom.e() != entity) {
                entity = datom.e();
                newer.put(hash(1, entity, 0), t);
            }
            newer.put(hash(2, datom.e(), datom.a()), t);
            newer.put(hash(3, datom.a(), 0), t);
            newer.put(hash(4, datom.a(), valueHash(datom.v())), t);
            if (datom.v() instanceof Long target) {
                newer.put(hash(5, target, 0), t);
            }
        }
    }

    /// The first of the ranges, in no particular order, that a transaction after `basis` touched.
    Optional<TxResult.Conflict> conflict(long basis, ReadSet reads) {
        if (reads.isEmpty() || basis >= newest) {
            return Optional.empty();
        }
        if (basis < olderFrom) {
            return Optional.of(new TxResult.Conflict(new ReadRange.Everything(), newest));
        }
        for (ReadRange range : reads.ranges()) {
            long t = lastTouch(range, basis);
            if (t > basis) {
                return Optional.of(new TxResult.Conflict(range, t));
            }
        }
        return Optional.empty();
    }

    private long lastTouch(ReadRange range, long basis) {
        return switch (range) {
            case ReadRange.EntityFacts(long e) -> last(hash(1, e, 0));
            case ReadRange.EntityAttribute(long e, long a) -> last(hash(2, e, a));
            case ReadRange.AttributeFacts(long a) -> last(hash(3, a, 0));
            case ReadRange.AttributeValue(long a, Object v) -> last(hash(4, a, valueHash(v)));
            case ReadRange.References(long target) -> last(hash(5, target, 0));
            case ReadRange.AttributeInterval interval ->
                    last(hash(3, interval.a(), 0)) > basis ? lastWithin(interval, basis) : 0;
            case ReadRange.Everything _ -> newest;
        };
    }

    private long last(long hash) {
        return Math.max(newer.get(hash), older.get(hash));
    }

    /// An interval has no hash; the datoms themselves are looked at, newest first.
    private long lastWithin(ReadRange.AttributeInterval interval, long basis) {
        Iterator<Touches> newestFirst = recent.descendingIterator();
        while (newestFirst.hasNext()) {
            Touches touches = newestFirst.next();
            if (touches.t() <= basis) {
                break;
            }
            if (touches.datoms().stream().anyMatch(interval::touchedBy)) {
                return touches.t();
            }
        }
        return 0;
    }

    /// Equal for values that the order puts at the same place: numbers of all types, and tuples
    /// slot by slot.
    private static long valueHash(@Nullable Object value) {
        if (value instanceof Number number) {
            return Double.hashCode(number.doubleValue() + 0.0); // -0.0 becomes 0.0
        }
        if (value instanceof List<?> slots) {
            long hash = 1;
            for (Object slot : slots) {
                hash = hash * 31 + valueHash(slot);
            }
            return hash;
        }
        return value == null ? 0 : value.hashCode();
    }

    /// Three numbers as one, well mixed and never 0; the constants are those of SplitMix64.
    private static long hash(int kind, long first, long second) {
        long hash = mix(first + kind * 0x9e3779b97f4a7c15L) + second;
        hash = mix(hash);
        return hash == 0 ? 1 : hash;
    }

    private static long mix(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
