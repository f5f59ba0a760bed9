package dev.factum.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A service that uses everything, in a world where everything goes wrong. `-Dseeds=N` runs more
/// seeds than usual, `-Dseed=N` only that one.
class SimulationTest {

    private static final int SEEDS = 300;

    @Test
    void nothingIsLostDoubledOrTooEarlyWhateverGoesWrong() {
        SimulationReport report =
                Trips.simulation()
                        .runAll(SEEDS)
                        .assertClean()
                        .assertReached(EnumSet.allOf(Landmark.class));
        if (report.seeds() > 1) {
            assertThat(report.struck()).containsOnlyKeys(Hazard.values());
        }
    }

    @Test
    void theSameSeedIsTheSameRun() {
        for (long seed = 0; seed < 5; seed++) {
            SimulationRun run = Trips.simulation().run(seed);
            assertThat(Trips.simulation().run(seed)).isEqualTo(run);
            assertThat(Trips.simulation().run(seed + 1).history()).isNotEqualTo(run.history());
        }
    }

    @Test
    void withoutFaultsNothingGoesWrong() {
        SimulationReport report = Trips.simulation().faults(Faults.none()).find(20);
        assertThat(report.failed()).isEmpty();
        assertThat(report.struck()).isEmpty();
    }

    @Test
    void aFailureSaysWhatIsWrongWhatHappenedAndHowToSeeItAgain() {
        Simulation wrong = Trips.simulation().parts(SeededBugs.GateLeftOpen::new);
        SimulationReport report = wrong.find(5);
        SimulationRun large = report.failed().getFirst();
        SimulationRun small = wrong.run(large.seed());
        assertThat(small.problems().getFirst()).startsWith("heard, and no transaction owes it");
        assertThat(small.struck()).isEmpty();
        assertThat(small.history()).hasSizeLessThanOrEqualTo(large.history().size());
        assertThat(small.toString())
                .contains("heard, and no", "committed as", "-Dseed=" + large.seed());
        assertThatThrownBy(report::assertClean).hasMessageContaining("-Dseed=" + large.seed());
    }

    @Test
    void aRuleThatIsBrokenIsFound() {
        SimulationReport report =
                Trips.simulation()
                        .invariant(db -> Trips.seatsAreRight(db).or(() -> Trips.ordered(db, 2)))
                        .find(50);
        assertThat(report.failed())
                .singleElement()
                .satisfies(run ->
                        assertThat(run.problems())
                                .singleElement()
                                .asString()
                                .contains("2 seats were ordered"));
    }

    @Test
    void aStateThatWasNeverReachedIsAFailure() {
        SimulationReport report =
                Trips.simulation()
                        .scenario(_ -> List.of())
                        .find(2)
                        .assertReached(EnumSet.noneOf(Landmark.class));
        assertThatThrownBy(() -> report.assertReached(EnumSet.of(Landmark.COMPENSATED)))
                .hasMessageContaining("Never reached: [COMPENSATED]");
    }
}
