package dev.factum.machine.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.machine.claim.Position;
import dev.factum.machine.claim.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How instances divide the work, one transaction after the other.
class LeaseStepsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LASTS = Duration.ofSeconds(10);

    private Database db =
            StandardEngine.emptyDatabase(Functions.none())
                    .with(
                            Stream.concat(Source.schema().stream(), LeaseSteps.schema().stream())
                                    .toList())
                    .dbAfter();
    private final Map<String, Holdings> held = new HashMap<>();

    private Holdings heldBy(String instance) {
        return held.getOrDefault(instance, steps(instance).begin());
    }

    private static LeaseSteps steps(String instance) {
        return new LeaseSteps("main", instance, instance + "/first", LASTS);
    }

    private void commit(TxRequest request) {
        db = db.with(request.decide(db).txData()).dbAfter();
    }

    /// What an instance does when it looks after its leases.
    private Holdings round(String instance, Instant now) {
        Holdings after = round(steps(instance), heldBy(instance), now);
        held.put(instance, after);
        return after;
    }

    private Holdings round(LeaseSteps steps, Holdings before, Instant now) {
        if (steps.isReplaced(db, before)) {
            return steps.begin().until(before.until());
        }
        LeaseSteps.Change present = steps.present(db, steps.still(db, before), now);
        commit(present.request());
        Holdings after = present.then();
        LeaseSteps.Change leaving = steps.leaving(db, after, now).orElse(null);
        if (leaving != null) {
            commit(leaving.request());
            after = leaving.then();
        }
        LeaseSteps.Change taking = steps.taking(db, after, now).orElse(null);
        if (taking != null) {
            commit(taking.request());
            after = taking.then();
        }
        return after;
    }

    private void areDivided(String... instances) {
        List<Part> all =
                Stream.of(instances)
                        .flatMap(each -> heldBy(each).parts().keySet().stream())
                        .toList();
        assertThat(all).doesNotHaveDuplicates().hasSize(Part.PARTITIONS + 1);
        for (String instance : instances) {
            Holdings holdings = heldBy(instance);
            assertThat(holdings.partitions().size())
                    .isBetween(150 / instances.length, 400 / instances.length);
            assertThat(holdings.parts().values()).allMatch(position -> position.isHeld(db));
        }
    }

    @Test
    void whoIsAloneTakesEverything() {
        assertThat(round("a", NOON).partitions()).hasSize(Part.PARTITIONS);
        assertThat(heldBy("a").position(new Part.Agenda()))
                .contains(new Position("main/agenda", 1, Source.NOTHING));
        assertThat(steps("a").taking(db, heldBy("a"), NOON)).isEmpty();
        assertThat(steps("a").leaving(db, heldBy("a"), NOON)).isEmpty();
    }

    @Test
    void whoComesGetsItsShareWhenTheOthersHaveLeftIt() {
        round("a", NOON);
        assertThat(round("b", NOON).parts()).isEmpty();
        round("a", NOON);
        round("b", NOON);
        areDivided("a", "b");
        round("c", NOON);
        round("a", NOON);
        round("b", NOON);
        round("c", NOON);
        areDivided("a", "b", "c");
    }

    @Test
    void whoSaysGoodbyeLeavesEverythingToTheOthers() {
        round("a", NOON);
        round("b", NOON);
        round("a", NOON);
        round("b", NOON);
        commit(steps("a").gone(db, heldBy("a")).request());
        assertThat(round("b", NOON).parts()).hasSize(Part.PARTITIONS + 1);
    }

    @Test
    void whoIsNotHeardOfIsReplacedAndFencedWhenTheTimeIsOver() {
        Holdings lost = round("a", NOON);
        Instant end = NOON.plus(LASTS);
        assertThat(round("b", end.minusMillis(1)).parts()).isEmpty();
        assertThat(lost.parts().values()).allMatch(position -> position.isHeld(db));
        assertThat(round("b", end).parts()).hasSize(Part.PARTITIONS + 1);
        assertThat(lost.parts().values()).noneMatch(position -> position.isHeld(db));
        assertThat(steps("a").still(db, lost).parts()).isEmpty();
    }

    @Test
    void aNewLifeUnderTheSameNameFencesTheOldOneForGood() {
        Holdings before = round("a", NOON);
        var second = new LeaseSteps("main", "a", "a/second", LASTS);
        Holdings after = round(second, second.begin(), NOON);
        assertThat(after.parts()).hasSize(Part.PARTITIONS + 1);
        assertThat(before.parts().values()).noneMatch(position -> position.isHeld(db));
        assertThat(round("a", NOON.plusSeconds(1)).parts()).isEmpty();
        assertThat(round("a", NOON.plusSeconds(2)).parts()).isEmpty();
        assertThat(after.parts().values()).allMatch(position -> position.isHeld(db));
        commit(steps("a").gone(db, heldBy("a")).request());
        assertThat(Instances.life(db, "main", "a")).contains("a/second");
    }

    /// Whoever has stopped doing something and does not know whether others were told tells them
    /// again; otherwise it would be done by nobody as long as he lives.
    @Test
    void aLeavingThatWasNotHeardOfIsRepeated() {
        round("a", NOON);
        round("b", NOON);
        LeaseSteps.Change lost = steps("a").leaving(db, heldBy("a"), NOON).orElseThrow();
        held.put("a", lost.then());
        round("a", NOON);
        round("b", NOON);
        areDivided("a", "b");
    }

    @Test
    void aTakingThatWasNotHeardOfIsRepeated() {
        commit(steps("a").present(db, heldBy("a"), NOON).request());
        Holdings before = heldBy("a").until(NOON.plus(LASTS));
        commit(steps("a").taking(db, before, NOON).orElseThrow().request());
        held.put("a", before);
        assertThat(round("a", NOON).parts()).hasSize(Part.PARTITIONS + 1);
        areDivided("a");
    }

    @Test
    void whatSomebodyElseHasTakenIsNotLeftInHisName() {
        Holdings lost = round("a", NOON);
        round("b", NOON.plus(LASTS));
        commit(steps("a").gone(db, lost).request());
        assertThat(heldBy("b").parts().values()).allMatch(position -> position.isHeld(db));
        assertThat(Lease.in(db, "main", new Part.Agenda()).owner()).contains("b/first");
    }

    /// The writer refuses a taking if the part has been taken meanwhile.
    @Test
    void aTakingRestsOnWhatItTakes() {
        commit(steps("a").present(db, steps("a").begin(), NOON).request());
        LeaseSteps.Change taking = steps("a").taking(db, steps("a").begin(), NOON).orElseThrow();
        Source agenda = Source.in(db, "main/agenda");
        assertThat(db.with(agenda.takeOver()).datoms())
                .anyMatch(datom -> taking.request().reads().touchedBy(datom).isPresent());
    }

    @Test
    void onlyThePartsOfWhoComesOrGoesChangeHands() {
        NavigableSet<String> three = new TreeSet<>(List.of("a", "b", "c"));
        NavigableSet<String> two = new TreeSet<>(List.of("a", "b"));
        for (Part part : Part.all()) {
            String name = part.nameFor("main");
            String before = LeasePlan.wanted(three, name);
            if (!before.equals("c")) {
                assertThat(LeasePlan.wanted(two, name)).isEqualTo(before);
            }
        }
        assertThat(LeasePlan.wanted(Collections.emptyNavigableSet(), "main/agenda")).isEmpty();
    }

    @Test
    void keysAreSpreadOverThePartitions() {
        Map<Part, Long> counts = new HashMap<>();
        IntStream.range(0, 256_000)
                .forEach(number -> counts.merge(Part.of("customer-" + number), 1L, Long::sum));
        assertThat(counts).hasSize(Part.PARTITIONS);
        assertThat(counts.values()).allMatch(count -> count > 300 && count < 3_000);
        assertThat(Part.of("")).isEqualTo(new Part.Partition(0));
    }
}
