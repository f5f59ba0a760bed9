package dev.factum.conformance.differential;

import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Random cases on Factum and on Datomic's peer library: the same answers, but for
/// `docs/deviations.md`.
///
/// `-Dseeds=N` tries more seeds than usual, `-Dseed=N` only one.
class DifferentialTest {

    private static final int USUAL = 150;

    @Test
    void answersAsDatomicDoes() {
        Long only = Long.getLong("seed");
        LongStream seeds =
                only == null
                        ? LongStream.range(0, Integer.getInteger("seeds", USUAL))
                        : LongStream.of(only);
        seeds.forEach(DifferentialTest::check);
    }

    private static void check(long seed) {
        Map<?, ?> form = RandomCase.of(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        if (Comparison.of(form).isEmpty()) {
            return;
        }
        Map<?, ?> small = new Shrinking(each -> !Comparison.of(each).isEmpty()).smallest(form);
        throw new AssertionError(
                "Fails with -Dseed=%d (./factum test -pl conformance -am -Dtest=DifferentialTest -Dsurefire.failIfNoSpecifiedTests=false -Dseed=%d):%n%s%n%s"
                        .formatted(
                                seed,
                                seed,
                                dev.factum.facts.edn.Edn.pretty(small),
                                String.join("\n", Comparison.of(small))));
    }
}
