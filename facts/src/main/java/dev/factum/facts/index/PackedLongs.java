package dev.factum.facts.index;

import java.util.Arrays;

/// Whole numbers in as few bytes each as their spread allows: the difference to the smallest of
/// them, in 0, 1, 2, 4 or 8 bytes. Immutable: the arrays belong to the column that is made of them.
///
/// The layout is known as frame of reference (Goldstein, Ramakrishnan and Shaft, *Compressing
/// Relations and Indexes*, 1998).
@SuppressWarnings("ArrayRecordComponent") // columns are compared by nobody
public sealed interface PackedLongs {

    int size();

    /// The number at `index`, which must be in range.
    long get(int index);

    /// Writes the numbers from `from` to `to` into `target` from `at` on.
    void copy(int from, int to, long[] target, int at);

    /// Writes the numbers from `from` to `to`, which must be no larger than an `int`, into `target`
    /// from `at` on.
    void copy(int from, int to, int[] target, int at);

    /// The first index from `from` to `to` whose number is at least `key`, or `to`; the numbers
    /// there must be in rising order.
    int lowerBound(int from, int to, long key);

    /// The first index from `from` to `to` whose number is greater than `key`, or `to`; the numbers
    /// there must be in rising order.
    default int upperBound(int from, int to, long key) {
        return key == Long.MAX_VALUE ? to : lowerBound(from, to, key + 1);
    }

    /// About how many bytes of memory this takes.
    long heapBytes();

    /// The first `size` of these numbers.
    static PackedLongs of(long[] numbers, int size) {
        return of(numbers, 0, size);
    }

    /// The numbers from `from` to `to`.
    static PackedLongs of(long[] numbers, int from, int to) {
        if (from == to) {
            return new Constant(0, 0);
        }
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int index = from; index < to; index++) {
            least = Math.min(least, numbers[index]);
            most = Math.max(most, numbers[index]);
        }
        return packed(numbers, from, to, least, most - least);
    }

    private static PackedLongs packed(long[] numbers, int from, int to, long least, long spread) {
        int size = to - from;
        if (spread == 0) {
            return new Constant(least, size);
        }
        if (spread > 0 && spread < 1L << 8) {
            var packed = new byte[size];
            for (int index = 0; index < size; index++) {
                packed[index] = (byte) (numbers[from + index] - least);
            }
            return new Bytes(least, packed);
        }
        if (spread > 0 && spread < 1L << 16) {
            var packed = new char[size];
            for (int index = 0; index < size; index++) {
                packed[index] = (char) (numbers[from + index] - least);
            }
            return new Shorts(least, packed);
        }
        if (spread > 0 && spread < 1L << 32) {
            var packed = new int[size];
            for (int index = 0; index < size; index++) {
                packed[index] = (int) (numbers[from + index] - least);
            }
            return new Ints(least, packed);
        }
        return new Longs(Arrays.copyOfRange(numbers, from, to));
    }

    /// One number, several times.
    record Constant(long number, int size) implements PackedLongs {
        @Override
        public long get(int index) {
            return number;
        }

        @Override
        public void copy(int from, int to, long[] target, int at) {
            Arrays.fill(target, at, at + to - from, number);
        }

        @Override
        public void copy(int from, int to, int[] target, int at) {
            Arrays.fill(target, at, at + to - from, (int) number);
        }

        @Override
        public int lowerBound(int from, int to, long key) {
            return number >= key ? from : to;
        }

        @Override
        public long heapBytes() {
            return 24;
        }
    }

    /// One byte each.
    record Bytes(long least, byte[] packed) implements PackedLongs {
        @Override
        public int size() {
            return packed.length;
        }

        @Override
        public long get(int index) {
            return least + (packed[index] & 0xff);
        }

        @Override
        public void copy(int from, int to, long[] target, int at) {
            for (int index = from; index < to; index++) {
                target[at + index - from] = least + (packed[index] & 0xff);
            }
        }

        @Override
        public void copy(int from, int to, int[] target, int at) {
            for (int index = from; index < to; index++) {
                target[at + index - from] = (int) (least + (packed[index] & 0xff));
            }
        }

        @Override
        public int lowerBound(int from, int to, long key) {
            int low = from;
            int high = to;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (least + (packed[middle] & 0xff) < key) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public long heapBytes() {
            return 40L + packed.length;
        }
    }

    /// Two bytes each.
    record Shorts(long least, char[] packed) implements PackedLongs {
        @Override
        public int size() {
            return packed.length;
        }

        @Override
        public long get(int index) {
            return least + packed[index];
        }

        @Override
        public void copy(int from, int to, long[] target, int at) {
            for (int index = from; index < to; index++) {
                target[at + index - from] = least + packed[index];
            }
        }

        @Override
        public void copy(int from, int to, int[] target, int at) {
            for (int index = from; index < to; index++) {
                target[at + index - from] = (int) (least + packed[index]);
            }
        }

        @Override
        public int lowerBound(int from, int to, long key) {
            int low = from;
            int high = to;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (least + packed[middle] < key) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public long heapBytes() {
            return 40 + 2L * packed.length;
        }
    }

    /// Four bytes each.
    record Ints(long least, int[] packed) implements PackedLongs {
        @Override
        public int size() {
            return packed.length;
        }

        @Override
        public long get(int index) {
            return least + (packed[index] & 0xffffffffL);
        }

        @Override
        public void copy(int from, int to, long[] target, int at) {
            for (int index = from; index < to; index++) {
                target[at + index - from] = least + (packed[index] & 0xffffffffL);
            }
        }

        @Override
        public void copy(int from, int to, int[] target, int at) {
            for (int index = from; index < to; index++) {
                target[at + index - from] = (int) (least + (packed[index] & 0xffffffffL));
            }
        }

        @Override
        public int lowerBound(int from, int to, long key) {
            int low = from;
            int high = to;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (least + (packed[middle] & 0xffffffffL) < key) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public long heapBytes() {
            return 40 + 4L * packed.length;
        }
    }

    /// Eight bytes each.
    record Longs(long[] numbers) implements PackedLongs {
        @Override
        public int size() {
            return numbers.length;
        }

        @Override
        public long get(int index) {
            return numbers[index];
        }

        @Override
        public void copy(int from, int to, long[] target, int at) {
            System.arraycopy(numbers, from, target, at, to - from);
        }

        @Override
        public void copy(int from, int to, int[] target, int at) {
            for (int index = from; index < to; index++) {
                target[at + index - from] = (int) numbers[index];
            }
        }

        @Override
        public int lowerBound(int from, int to, long key) {
            int low = from;
            int high = to;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (numbers[middle] < key) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public long heapBytes() {
            return 32 + 8L * numbers.length;
        }
    }
}
