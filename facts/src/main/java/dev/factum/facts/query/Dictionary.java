package dev.factum.facts.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values that stand in columns as small numbers, each once. It only grows. Not thread-safe while
/// it does, so it belongs to one run of a query.
///
/// It takes only values that join exactly if they are equal, so that two numbers of one dictionary
/// join exactly if they are the same number.
final class Dictionary {

    private static final int FEW = 32;

    private Object[] values;
    private int[] hashes;
    private int size;
    private @Nullable Map<Object, Integer> places;

    Dictionary() {
        this(new Object[8], 0);
    }

    private Dictionary(Object[] values, int size) {
        this.values = values;
        this.hashes = new int[values.length];
        this.size = size;
    }

    /// A dictionary that takes over these values, all of which it [#takes].
    static Dictionary of(Object[] values) {
        return new Dictionary(values, values.length);
    }

    /// True if `value` may be listed.
    static boolean takes(Object value) {
        return !(value instanceof Number) && !(value instanceof List<?>);
    }

    int size() {
        return size;
    }

    Object get(int place) {
        return values[place];
    }

    int hash(int place) {
        if (hashes[place] == 0) {
            hashes[place] = Keys.hash(values[place]);
        }
        return hashes[place];
    }

    /// The place of a value, which is added if it is not there.
    int place(Object value) {
        Map<Object, Integer> known = places();
        Integer found = known.get(value);
        if (found != null) {
            return found;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(8, size * 2));
            hashes = Arrays.copyOf(hashes, values.length);
        }
        values[size] = value;
        known.put(value, size);
        return size++;
    }

    /// The place of a value, or -1.
    int find(@Nullable Object value) {
        if (places == null && size <= FEW) {
            for (int place = 0; place < size; place++) {
                if (values[place].equals(value)) {
                    return place;
                }
            }
            return -1;
        }
        Integer found = value == null ? null : places().get(value);
        return found == null ? -1 : found;
    }

    private Map<Object, Integer> places() {
        Map<Object, Integer> known = places;
        if (known == null) {
            known = new HashMap<>();
            for (int place = 0; place < size; place++) {
                known.put(values[place], place);
            }
            places = known;
        }
        return known;
    }
}
