package dev.factum.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.edn.Edn;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A mistake shows within a few random cases, and the case that shows it is made small: what
/// [DifferentialTest] would miss, it would miss in Factum too.
class MistakesTest {

    private static final int MOST_CASES = 150;
    private static final int MOST_CHECKS = 3;
    private static final int MOST_CHARACTERS = 1_000;

    @ParameterizedTest
    @EnumSource
    void aMistakeIsFoundAndMadeSmall(Mistake mistake) {
        Map<?, ?> form =
                LongStream.range(0, MOST_CASES)
                        .mapToObj(RandomCase::of)
                        .filter(each -> !compared(mistake, each).differences().isEmpty())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("Nothing shows " + mistake));
        Map<?, ?> small =
                Shrinking.of(compared(mistake, form).differences(), each -> compared(mistake, each))
                        .smallest(form);
        assertThat(compared(mistake, small).differences()).isNotEmpty();
        assertThat(Edn.print(small)).hasSizeLessThan(MOST_CHARACTERS);
        assertThat((Iterable<?>) small.get(Dated.CHECKS)).hasSizeLessThanOrEqualTo(MOST_CHECKS);
    }

    private static Comparison compared(Mistake mistake, Map<?, ?> form) {
        return Comparison.with(mistake.toString(), () -> MistakenEngine.with(mistake), form);
    }
}
