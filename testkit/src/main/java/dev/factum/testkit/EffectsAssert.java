package dev.factum.testkit;

import dev.factum.machine.effect.Effects;
import java.util.List;

/// Compares effects and says where they differ. Plain equality does as well; this one explains.
public final class EffectsAssert {

    private EffectsAssert() {}

    /// Fails with one line for each difference.
    public static void assertEffects(Effects expected, Effects actual) {
        if (expected.equals(actual)) {
            return;
        }
        List<String> lines = Difference.between(expected.form(), actual.form());
        String found =
                lines.isEmpty()
                        ? "They read alike, but were made as different kinds of facts: "
                                + expected.facts()
                                + " and "
                                + actual.facts()
                        : String.join("\n", lines);
        throw new AssertionError("The effects are not the expected ones:\n" + found);
    }
}
