package dev.factum.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.testkit.MemoryLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The test of the test: what is wrong on purpose is found, each within 200 seeds.
class SeededBugsTest {

    private static final int MOST_SEEDS = 200;

    static Map<String, Simulation> bugs() {
        var bugs = new LinkedHashMap<String, Simulation>();
        Map<String, Parts.Maker> parts = new LinkedHashMap<>();
        parts.put("claim looked up after the run", SeededBugs.ClaimAfterTheRun::new);
        parts.put("no claim for empty decisions", SeededBugs.NoClaimForNothing::new);
        parts.put("cursor saved before acceptance", SeededBugs.CursorBeforeAcceptance::new);
        parts.put("cursor saved before publishing", SeededBugs.CursorBeforePublishing::new);
        parts.put("acknowledged before the commit", SeededBugs.AcknowledgedBeforeTheCommit::new);
        parts.put("a key for each attempt", SeededBugs.KeyPerAttempt::new);
        parts.put("sent again blindly", SeededBugs.BlindResend::new);
        parts.put("outcome told in another transaction", SeededBugs.OutcomeToldLater::new);
        parts.put("timer fired without a look at it", SeededBugs.TimerNotLookedAt::new);
        parts.put("ids that count", SeededBugs.IdsThatCount::new);
        parts.put("gated messages sent with the commit", SeededBugs.GateLeftOpen::new);
        parts.put("effects of a duplicate sent", SeededBugs.DuplicateSent::new);
        parts.put("relay with a gap", SeededBugs.RelayWithAGap::new);
        parts.put("sent long after the note", SeededBugs.NoHurry::new);
        parts.put("parked though decided", SeededBugs.ParkedThoughDecided::new);
        parts.forEach((name, maker) -> bugs.put(name, Trips.simulation().parts(maker)));
        bugs.put("read sets ignored", Trips.simulation().storage(MemoryLog::withoutValidation));
        return bugs;
    }

    @Test
    void eachIsFoundWithin200Seeds() {
        var found = new LinkedHashMap<String, Integer>();
        var missed = new ArrayList<String>();
        bugs().forEach((name, simulation) -> {
            SimulationReport report = simulation.find(MOST_SEEDS);
            if (report.failed().isEmpty()) {
                missed.add(name);
            } else {
                found.put(name, report.seeds());
            }
        });
        assertThat(missed).as("seeds needed: " + found).isEmpty();
        assertThat(found).hasSizeGreaterThanOrEqualTo(12);
    }
}
