package dev.factum.gateway.http.outbound;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;

/// Runs a property with one random generator after another.
///
/// `-Dseeds=N` tries more seeds than usual, `-Dseed=N` only the one that failed.
final class Seeds {

    private Seeds() {}

    /// What must hold whatever `random` yields.
    interface Property {
        void check(RandomGenerator random);
    }

    static void each(int usual, Property property) {
        Long only = Long.getLong("seed");
        LongStream seeds =
                only == null
                        ? LongStream.range(0, Integer.getInteger("seeds", usual))
                        : LongStream.of(only);
        seeds.forEach(seed -> check(seed, property));
    }

    private static void check(long seed, Property property) {
        try {
            property.check(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "Fails with -Dseed=" + seed + ": " + failure.getMessage(), failure);
        }
    }
}
