package dev.factum.facts.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One total order over all values: within a kind the order of that kind, across kinds by kind.
///
/// Numbers of all types are one kind and compare by number: `1`, `1N`, `1.0M` and `1.0` are
/// neighbours. Doubles are totally ordered with NaN last and `-0.0 = 0.0`; decimals compare by
/// number, not by scale; strings, keywords and symbols by UTF-16 code unit; UUIDs as
/// `java.util.UUID` compares them (two signed halves, as in Datomic); tuples slot by slot, null
/// first and a shorter prefix first.
public final class ValueOrder {

    /// The order as a comparator that accepts null, which sorts first.
    public static final Comparator<@Nullable Object> COMPARATOR = ValueOrder::compare;

    private ValueOrder() {}

    /// Compares two values of any kinds; null comes first.
    @SuppressWarnings("ReferenceEquality") // the short way when it is the very same object
    public static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == right) {
            return 0;
        }
        if (left == null) {
            return -1;
        }
        if (right == null) {
            return 1;
        }
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        int leftKind = kind(left);
        int rightKind = kind(right);
        if (leftKind != rightKind) {
            return Integer.compare(leftKind, rightKind);
        }
        return switch (left) {
            case Number a -> compareNumbers(a, (Number) right);
            case Boolean a -> Boolean.compare(a, (Boolean) right);
            case Character a -> Character.compare(a, (Character) right);
            case Keyword a -> a.compareTo((Keyword) right);
            case Symbol a -> a.compareTo((Symbol) right);
            case Instant a -> a.compareTo((Instant) right);
            case UUID a -> a.compareTo((UUID) right);
            case URI a -> a.toString().compareTo(right.toString());
            case Bytes a -> a.compareTo((Bytes) right);
            case List<?> a -> compareLists(a, (List<?>) right);
            case Set<?> a -> compareLists(sorted(a), sorted((Set<?>) right));
            case Map<?, ?> a -> compareMaps(a, (Map<?, ?>) right);
            default -> compareOthers(left, right);
        };
    }

    /// True if the order puts both at the same place.
    @SuppressWarnings("ReferenceEquality") // the short way when it is the very same object
    public static boolean same(@Nullable Object left, @Nullable Object right) {
        return left == right || (left != null && right != null && compare(left, right) == 0);
    }

    /// A representative that is `equals` to that of every value of the same number class which the
    /// order puts at the same place: for hash tables. `1` and `1N` share one, and so do `1.0M` and
    /// `1.00M`, and `-0.0` and `0.0`; a whole number and a double never do. Tuples are canonical
    /// slot by slot.
    public static Object canonical(Object value) {
        return switch (value) {
            case Integer number -> (long) number;
            case Short number -> (long) number;
            case Byte number -> (long) number;
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
            case BigDecimal number -> number.stripTrailingZeros();
            case Double number when number == 0.0 -> 0.0;
            case Float number when number == 0.0f -> 0.0f;
            case List<?> tuple -> canonicalTuple(tuple);
            default -> value;
        };
    }

    private static List<@Nullable Object> canonicalTuple(List<?> tuple) {
        var slots = new ArrayList<@Nullable Object>(tuple.size());
        for (Object slot : tuple) {
            slots.add(slot == null ? null : canonical(slot));
        }
        return Collections.unmodifiableList(slots);
    }

    private static int kind(Object value) {
        return switch (value) {
            case Boolean _ -> 1;
            case Number _ -> 2;
            case Character _ -> 3;
            case String _ -> 4;
            case Symbol _ -> 5;
            case Keyword _ -> 6;
            case Instant _ -> 7;
            case UUID _ -> 8;
            case URI _ -> 9;
            case Bytes _ -> 10;
            case List<?> _ -> 11;
            case Set<?> _ -> 12;
            case Map<?, ?> _ -> 13;
            default -> 14;
        };
    }

    private static int compareNumbers(Number left, Number right) {
        if (isFloating(left) && isFloating(right)) {
            return compareDoubles(left.doubleValue(), right.doubleValue());
        }
        if (isFloating(left) || isFloating(right)) {
            return compareWithFloating(left, right);
        }
        if (isSmall(left) && isSmall(right)) {
            return Long.compare(left.longValue(), right.longValue());
        }
        return decimal(left).compareTo(decimal(right));
    }

    /// One of both is floating; beyond the finite there are only NaN and the infinities.
    private static int compareWithFloating(Number left, Number right) {
        double a = isFloating(left) ? left.doubleValue() : 0.0;
        double b = isFloating(right) ? right.doubleValue() : 0.0;
        boolean finite = Double.isFinite(a) && Double.isFinite(b);
        return finite ? decimal(left).compareTo(decimal(right)) : compareDoubles(a, b);
    }

    private static int compareDoubles(double left, double right) {
        return left == right ? 0 : Double.compare(left, right);
    }

    private static boolean isFloating(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    private static boolean isSmall(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte;
    }

    private static BigDecimal decimal(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Double d -> new BigDecimal(d);
            case Float f -> new BigDecimal(f);
            default -> BigDecimal.valueOf(number.longValue());
        };
    }

    private static int compareLists(List<?> left, List<?> right) {
        int shared = Math.min(left.size(), right.size());
        for (int slot = 0; slot < shared; slot++) {
            int bySlot = compare(left.get(slot), right.get(slot));
            if (bySlot != 0) {
                return bySlot;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static List<?> sorted(Collection<?> elements) {
        var sorted = new ArrayList<@Nullable Object>(elements);
        sorted.sort(COMPARATOR);
        return sorted;
    }

    private static int compareMaps(Map<?, ?> left, Map<?, ?> right) {
        List<List<?>> ours = sortedEntries(left);
        List<List<?>> theirs = sortedEntries(right);
        int byKeys = compareLists(slots(ours, 0), slots(theirs, 0));
        return byKeys != 0 ? byKeys : compareLists(slots(ours, 1), slots(theirs, 1));
    }

    private static List<List<?>> sortedEntries(Map<?, ?> map) {
        var entries = new ArrayList<List<?>>(map.size());
        map.forEach((key, value) -> entries.add(Arrays.asList(key, value)));
        entries.sort(COMPARATOR);
        return entries;
    }

    private static List<?> slots(List<List<?>> entries, int slot) {
        var values = new ArrayList<@Nullable Object>(entries.size());
        entries.forEach(entry -> values.add(entry.get(slot)));
        return values;
    }

    /// Foreign classes are kept apart by name; within one class its own order counts, if it has
    /// one.
    @SuppressWarnings("unchecked")
    private static int compareOthers(Object left, Object right) {
        int byClass = left.getClass().getName().compareTo(right.getClass().getName());
        if (byClass != 0) {
            return byClass;
        }
        return left instanceof Comparable<?> comparable
                ? ((Comparable<Object>) comparable).compareTo(right)
                : left.toString().compareTo(right.toString());
    }
}
