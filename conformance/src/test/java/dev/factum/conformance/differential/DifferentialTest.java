package dev.factum.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.edn.Edn;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Random cases on Factum, on Datomic's peer library and on nested loops over a list of facts: the
/// same answers, but for `docs/deviations.md`.
///
/// `-Dseeds=N` tries the seeds below N, with `-Dfirst=N` from there on; `-Dseed=N` only one.
class DifferentialTest {

    private static final int USUAL = 500;

    /// Of a hundred queries and pulls as many show something at least: a comparison of nothing with
    /// nothing finds no mistake.
    private static final int LEAST_TELLING = 35;

    private static final int MANY = 100;

    @Test
    void answersAsTheOthersDo() {
        Long only = Long.getLong("seed");
        long[] seeds =
                only == null
                        ? LongStream.range(
                                        Integer.getInteger("first", 0),
                                        Integer.getInteger("seeds", USUAL))
                                .toArray()
                        : new long[] {only};
        assertThat(seeds).isNotEmpty();
        int asked = 0;
        int telling = 0;
        for (long seed : seeds) {
            Comparison comparison = check(seed);
            asked += comparison.asked();
            telling += comparison.telling();
        }
        if (seeds.length >= MANY) {
            assertThat(100 * telling / asked).isGreaterThanOrEqualTo(LEAST_TELLING);
        }
    }

    private static Comparison check(long seed) {
        Map<?, ?> form = RandomCase.of(seed);
        Comparison comparison = Comparison.of(form);
        if (comparison.differences().isEmpty()) {
            return comparison;
        }
        Map<?, ?> small = Shrinking.of(comparison.differences(), Comparison::of).smallest(form);
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
                                Comparison.of(small).differences().stream()
                                        .map(Difference::toString)
                                        .collect(Collectors.joining("\n"))));
    }
}
