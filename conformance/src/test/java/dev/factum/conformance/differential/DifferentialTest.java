package dev.factum.conformance.differential;

import dev.factum.facts.edn.Edn;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Random cases on Factum, on Datomic's peer library and on nested loops over a list of facts: the
/// same answers, but for `docs/deviations.md`.
///
/// `-Dseeds=N` tries more seeds than usual, `-Dseed=N` only one.
class DifferentialTest {

    private static final int USUAL = 150;

    @Test
    void answersAsTheOthersDo() {
        Long only = Long.getLong("seed");
        LongStream seeds =
                only == null
                        ? LongStream.range(0, Integer.getInteger("seeds", USUAL))
                        : LongStream.of(only);
        seeds.forEach(DifferentialTest::check);
    }

    private static void check(long seed) {
        Map<?, ?> form = RandomCase.of(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        List<Difference> differences = Comparison.of(form);
        if (differences.isEmpty()) {
            return;
        }
        Map<?, ?> small = Shrinking.of(differences).smallest(form);
        throw new AssertionError(
                """
                Fails with -Dseed=%d (./factum test -pl conformance -am -Dtest=DifferentialTest \
                -Dsurefire.failIfNoSpecifiedTests=false -Dseed=%d):
                %s
                %s\
                """
                        .formatted(
                                seed,
                                seed,
                                Edn.pretty(small),
                                Comparison.of(small).stream()
                                        .map(Difference::toString)
                                        .collect(Collectors.joining("\n"))));
    }
}
