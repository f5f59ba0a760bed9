package dev.factum.facts.index;

import dev.factum.facts.value.ValueOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The values of a [Segment], each as a number and a kind that says what the number means.
/// Immutable.
///
/// Whole numbers, references, instants of whole milliseconds, truth values and doubles are in the
/// number itself. Of all others it is a place in a dictionary that holds every value once. Most
/// columns have one kind only and keep it once.
public final class ValueColumn {

    /// The number is a place in the dictionary.
    public static final byte LISTED = 0;

    /// The number is the value, a `Long`.
    public static final byte LONG = 1;

    /// The number is the milliseconds since 1970 of an `Instant`.
    public static final byte MILLIS = 2;

    /// The number is 1 for true, 0 for false.
    public static final byte TRUTH = 3;

    /// The number is the raw bits of a `Double`.
    public static final byte DOUBLE = 4;

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final long MAX_SECONDS = Long.MAX_VALUE / 4_000;
    private static final long BYTES_OF_A_VALUE = 56;

    private final byte kind;
    private final byte @Nullable [] kinds;
    private final PackedLongs numbers;
    private final Object[] dictionary;

    private ValueColumn(
            byte kind, byte @Nullable [] kinds, PackedLongs numbers, Object[] dictionary) {
        this.kind = kind;
        this.kinds = kinds;
        this.numbers = numbers;
        this.dictionary = dictionary;
    }

    /// A column that takes over these arrays.
    ///
    /// @param kinds one for each number, or a single one for them all
    public static ValueColumn of(byte[] kinds, PackedLongs numbers, Object[] dictionary) {
        boolean isUniform = true;
        for (byte each : kinds) {
            isUniform &= each == kinds[0];
        }
        return new ValueColumn(
                kinds.length == 0 ? LONG : kinds[0], isUniform ? null : kinds, numbers, dictionary);
    }

    /// The kind by which a value is kept.
    static byte kindOf(Object value) {
        return switch (value) {
            case Long _ -> LONG;
            case Double _ -> DOUBLE;
            case Boolean _ -> TRUTH;
            case Instant instant when isWholeMillis(instant) -> MILLIS;
            default -> LISTED;
        };
    }

    private static boolean isWholeMillis(Instant instant) {
        return instant.getNano() % NANOS_PER_MILLI == 0
                && Math.abs(instant.getEpochSecond()) < MAX_SECONDS;
    }

    /// The number that stands for a value which is not listed.
    static long number(Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number -> Double.doubleToRawLongBits(number);
            case Boolean truth -> truth ? 1 : 0;
            case Instant instant -> instant.toEpochMilli();
            default -> throw new IllegalArgumentException("not kept as a number: " + value);
        };
    }

    public int size() {
        return numbers.size();
    }

    /// True if every value is a `Long`, and so [#numbers] are the values.
    public boolean isLongs() {
        return kind == LONG && kinds == null;
    }

    /// True if every value from row `from` to `to` is of this kind.
    public boolean isAll(byte wanted, int from, int to) {
        if (kinds == null) {
            return kind == wanted;
        }
        for (int row = from; row < to; row++) {
            if (kinds[row] != wanted) {
                return false;
            }
        }
        return true;
    }

    /// The kind of the value at `row`.
    public byte kind(int row) {
        return kinds == null ? kind : kinds[row];
    }

    /// What stands for the values; the kinds say what it means.
    public PackedLongs numbers() {
        return numbers;
    }

    /// How many values the dictionary has.
    public int dictionarySize() {
        return dictionary.length;
    }

    /// A value of the dictionary.
    public Object listed(int place) {
        return dictionary[place];
    }

    public Object get(int row) {
        long number = numbers.get(row);
        return switch (kind(row)) {
            case LISTED -> dictionary[(int) number];
            case LONG -> number;
            case MILLIS -> Instant.ofEpochMilli(number);
            case TRUTH -> number != 0;
            default -> Double.longBitsToDouble(number);
        };
    }

    /// The first row from `from` to `to` whose value is at least `key`, or `to`; the values there
    /// must be in order.
    int lowerBound(int from, int to, @Nullable Object key) {
        if (key instanceof Long number && holdsLongs(from, to)) {
            return numbers.lowerBound(from, to, number);
        }
        return bound(from, to, key, false);
    }

    /// The first row from `from` to `to` whose value is greater than `key`, or `to`; the values
    /// there must be in order.
    int upperBound(int from, int to, @Nullable Object key) {
        if (key instanceof Long number && holdsLongs(from, to)) {
            return numbers.upperBound(from, to, number);
        }
        return bound(from, to, key, true);
    }

    /// Rows that are in order by value belong to one attribute, so both ends tell for all.
    private boolean holdsLongs(int from, int to) {
        return from < to && kind(from) == LONG && kind(to - 1) == LONG;
    }

    private int bound(int from, int to, @Nullable Object key, boolean afterEqual) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int comparison = ValueOrder.compare(get(middle), key);
            if (comparison < 0 || (afterEqual && comparison == 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// About how many bytes of memory this takes, values in the dictionary included.
    long heapBytes() {
        long bytes = numbers.heapBytes() + 64 + (kinds == null ? 0 : kinds.length);
        for (Object value : dictionary) {
            bytes += BYTES_OF_A_VALUE + (value instanceof String text ? text.length() : 0);
        }
        return bytes;
    }
}
