package dev.factum.facts.pull;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A few keys and their values in the order in which they were put: what a pull shows of one
/// entity. Immutable once it is built, safe to share between threads then.
///
/// Entities pulled by one pattern mostly have the same keys, so these lie in an array that many
/// trees share. Keys are found one after the other; an entity has few.
final class Tree extends AbstractMap<Object, @Nullable Object> {

    static final Object[] NO_KEYS = {};

    private final Object[] keys;
    private final @Nullable Object[] values;
    private final int size;

    private Tree(Object[] keys, @Nullable Object[] values, int size) {
        this.keys = keys;
        this.values = values;
        this.size = size;
    }

    /// A tree of one key.
    ///
    /// @param keys the key alone, in an array that others may share
    static Tree of(Object[] keys, Object value) {
        return new Tree(keys, new @Nullable Object[] {value}, 1);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int index = indexOf(keys, size, key);
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return indexOf(keys, size, key) >= 0;
    }

    private static int indexOf(Object[] keys, int size, @Nullable Object key) {
        for (int index = 0; index < size; index++) {
            if (keys[index].equals(key)) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public Set<Map.Entry<Object, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<Object, @Nullable Object>> {

        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Map.Entry<Object, @Nullable Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size;
                }

                @Override
                public Map.Entry<Object, @Nullable Object> next() {
                    if (next == size) {
                        throw new NoSuchElementException();
                    }
                    Object value = values[next];
                    return new SimpleImmutableEntry<>(keys[next++], value);
                }
            };
        }
    }

    /// Builds one tree. Not thread-safe.
    static final class Builder {

        private final Object[] expected;
        private boolean asExpected = true;
        private Object[] keys;
        private @Nullable Object[] values;
        private int size;

        /// @param expected the keys in the order in which they will probably be put
        Builder(Object[] expected) {
            this.expected = expected;
            this.keys = expected;
            this.values = new @Nullable Object[expected.length];
        }

        /// Puts a key that was not put before.
        void put(Object key, @Nullable Object value) {
            if (asExpected && (size == expected.length || !expected[size].equals(key))) {
                asExpected = false;
                keys = new Object[Math.max(4, 2 * expected.length)];
                System.arraycopy(expected, 0, keys, 0, size);
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, keys.length);
            }
            if (!asExpected) {
                keys[size] = key;
            }
            values[size++] = value;
        }

        /// Puts a key that may have been put before; the last value stays.
        void replace(Object key, @Nullable Object value) {
            int index = indexOf(keys, size, key);
            if (index < 0) {
                put(key, value);
            } else {
                values[index] = value;
            }
        }

        /// The tree, or null if nothing was put.
        @Nullable Tree build() {
            return size == 0 ? null : new Tree(keys, values, size);
        }
    }
}
