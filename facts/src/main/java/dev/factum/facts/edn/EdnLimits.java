package dev.factum.facts.edn;

/// How much a text may ask of the reader; what goes beyond is refused as `:edn/limit`.
///
/// Immutable and safe to share between threads.
///
/// @param characters length of the whole text
/// @param depth how deep collections, tags and discards may nest, at most 1,024
/// @param collectionSize elements of a list, vector or set, entries of a map
/// @param stringLength characters of one string
/// @param numberDigits digits of a number, and the largest power of ten of a decimal
/// @param nodes forms in the whole text, discarded ones included
/// @param sameHash keys of one map or elements of one set whose hash codes agree; more than a few
///   dozen are made on purpose to slow down hash tables
public record EdnLimits(
        int characters,
        int depth,
        int collectionSize,
        int stringLength,
        int numberDigits,
        int nodes,
        int sameHash) {

    /// Beyond this depth, `equals` and `hashCode` of nested collections could exhaust a thread's
    /// stack.
    static final int GREATEST_DEPTH = 1_024;

    /// What [Edn] applies when nothing else is said.
    public static final EdnLimits DEFAULT =
            new EdnLimits(16 << 20, 512, 1_000_000, 4 << 20, 10_000, 4_000_000, 256);

    public EdnLimits {
        if (depth > GREATEST_DEPTH) {
            throw new IllegalArgumentException("The depth can be at most " + GREATEST_DEPTH);
        }
    }

    public EdnLimits withCharacters(int characters) {
        return new EdnLimits(
                characters, depth, collectionSize, stringLength, numberDigits, nodes, sameHash);
    }

    public EdnLimits withDepth(int depth) {
        return new EdnLimits(
                characters, depth, collectionSize, stringLength, numberDigits, nodes, sameHash);
    }

    public EdnLimits withCollectionSize(int collectionSize) {
        return new EdnLimits(
                characters, depth, collectionSize, stringLength, numberDigits, nodes, sameHash);
    }

    public EdnLimits withStringLength(int stringLength) {
        return new EdnLimits(
                characters, depth, collectionSize, stringLength, numberDigits, nodes, sameHash);
    }

    public EdnLimits withNumberDigits(int numberDigits) {
        return new EdnLimits(
                characters, depth, collectionSize, stringLength, numberDigits, nodes, sameHash);
    }

    public EdnLimits withNodes(int nodes) {
        return new EdnLimits(
                characters, depth, collectionSize, stringLength, numberDigits, nodes, sameHash);
    }

    public EdnLimits withSameHash(int sameHash) {
        return new EdnLimits(
                characters, depth, collectionSize, stringLength, numberDigits, nodes, sameHash);
    }
}
