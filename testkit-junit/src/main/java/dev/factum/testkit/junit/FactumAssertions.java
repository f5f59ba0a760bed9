package dev.factum.testkit.junit;

import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Effects;

/// Where AssertJ's assertions on the values of Factum begin: to be imported statically beside
/// AssertJ's own.
public final class FactumAssertions {

    private FactumAssertions() {}

    public static EffectsAssertions assertThat(Effects actual) {
        return new EffectsAssertions(actual);
    }

    public static DatabaseAssertions assertThat(Database actual) {
        return new DatabaseAssertions(actual);
    }
}
