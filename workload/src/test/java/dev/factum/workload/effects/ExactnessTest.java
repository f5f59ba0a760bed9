package dev.factum.workload.effects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/// The workload at a small scale, with real processes; `-Dseed=N` runs another one.
class ExactnessTest {

    @Test
    void everythingIsDoneOnceHoweverOftenTheServiceIsKilled() throws Exception {
        var text = new StringWriter();
        long seed = Long.getLong("seed", 1);
        boolean isExact = EffectsCommand.run(Scale.SMALL, seed, false, new PrintWriter(text));
        assertThat(isExact).as(text.toString()).isTrue();
    }
}
