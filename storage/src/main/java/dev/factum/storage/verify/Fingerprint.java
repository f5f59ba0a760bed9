package dev.factum.storage.verify;

import dev.factum.facts.datom.Datom;

/// The sum of a collection of datoms, whatever their order: two collections with one fingerprint
/// are the same, but for a chance of one in 2^64 or so. Not thread-safe.
final class Fingerprint {

    private long count;
    private long sum;
    private long otherSum;

    void add(Datom datom) {
        long hash = mix(datom.e() + 0x9e3779b97f4a7c15L);
        hash = mix(hash ^ datom.a());
        hash = mix(hash ^ bits(datom.v()));
        hash = mix(hash ^ datom.tx());
        hash = mix(hash ^ (datom.added() ? 1 : 2));
        count++;
        sum += hash;
        otherSum += mix(hash ^ 0xbf58476d1ce4e5b9L);
    }

    void addAll(Fingerprint other) {
        count += other.count;
        sum += other.sum;
        otherSum += other.otherSum;
    }

    long count() {
        return count;
    }

    boolean matches(Fingerprint other) {
        return count == other.count && sum == other.sum && otherSum == other.otherSum;
    }

    /// 64 bits of a value: the 32 of its hash code are the same for texts such as "Aa" and "BB".
    private static long bits(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        String text = value.toString();
        long bits = value.getClass().getName().hashCode();
        for (int index = 0; index < text.length(); index++) {
            bits = mix(bits + text.charAt(index));
        }
        return bits;
    }

    /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    private static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
