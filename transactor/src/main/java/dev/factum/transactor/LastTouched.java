package dev.factum.transactor;

/// When a range was last touched: a hash table from the hash of a range (not 0) to a t, in two
/// columns. Belongs to one thread.
final class LastTouched {

    private long[] keys = new long[1 << 8];
    private long[] times = new long[1 << 8];
    private int size;

    /// The t that was put last, or 0.
    long get(long key) {
        return times[slot(keys, key)];
    }

    void put(long key, long t) {
        int slot = slot(keys, key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        times[slot] = t;
        if (size * 2 > keys.length) {
            grow();
        }
    }

    private void grow() {
        long[] wider = new long[keys.length * 2];
        long[] moved = new long[wider.length];
        for (int index = 0; index < keys.length; index++) {
            if (keys[index] != 0) {
                int slot = slot(wider, keys[index]);
                wider[slot] = keys[index];
                moved[slot] = times[index];
            }
        }
        keys = wider;
        times = moved;
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
