package dev.factum.machine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.request.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How many messages begin, on a clock that the test turns.
class InflowTest {

    private static final Health WELL = new Health.Well();
    private static final Health RECOVERING = new Health.Recovering();
    private static final Health FAILING = new Health.Failing(Duration.ofSeconds(10));

    private final Inflow inflow = new Inflow();
    private long now;

    /// How many begin at this moment, of more than there could be.
    private int begun(Health health) {
        int begun = 0;
        while (begun < 10_000 && inflow.rest(health, now).isZero()) {
            inflow.take();
            begun++;
        }
        return begun;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void allBeginWhileTheDestinationIsWell() {
        assertThat(begun(WELL)).isEqualTo(10_000);
    }

    @Test
    void noneBeginsWhileItFails() {
        assertThat(begun(FAILING)).isZero();
        assertThat(inflow.rest(FAILING, now)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aFewBeginWhileItMayBeWellAgainAndAFewMoreLater() {
        assertThat(begun(FAILING)).isZero();
        assertThat(begun(RECOVERING)).isEqualTo(Inflow.FEW);
        assertThat(inflow.rest(RECOVERING, now)).isEqualTo(Inflow.TRIAL);
        pass(Inflow.TRIAL.dividedBy(2));
        assertThat(begun(RECOVERING)).isZero();
        pass(Inflow.TRIAL.dividedBy(2));
        assertThat(begun(RECOVERING)).isEqualTo(Inflow.FEW);
    }

    @Test
    void thenTwiceAsManyWithEachStepAndAllInTheEnd() {
        begun(FAILING);
        begun(RECOVERING);
        List<Integer> steps = new ArrayList<>();
        for (int step = 0; step < 10; step++) {
            steps.add(begun(WELL));
            pass(Inflow.STEP);
        }
        assertThat(steps).containsExactly(4, 8, 16, 32, 64, 128, 256, 512, 1_024, 10_000);
    }

    @Test
    void whoFailsAgainBeginsAnew() {
        begun(FAILING);
        begun(WELL);
        pass(Inflow.STEP);
        assertThat(begun(WELL)).isEqualTo(2 * Inflow.FEW);
        assertThat(begun(FAILING)).isZero();
        assertThat(begun(WELL)).isEqualTo(Inflow.FEW);
    }
}
