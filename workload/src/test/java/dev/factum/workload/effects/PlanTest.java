package dev.factum.workload.effects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What a seed wants to go wrong, and what it sends.
class PlanTest {

    @Test
    void theFirstKillsAreOneAtEachPoint() {
        List<Life> lives = Plan.of(Scale.FULL, new Random(1)).lives();
        assertThat(lives).hasSize(Scale.FULL.kills() + Scale.FULL.takeOvers());
        assertThat(
                        lives.stream()
                                .limit(KillPoint.values().length)
                                .map(life -> ((Trap.At) life.trap()).point())
                                .collect(Collectors.toSet()))
                .hasSize(KillPoint.values().length);
        assertThat(lives.stream().filter(life -> life.end() == Life.End.DEPOSED))
                .hasSize(Scale.FULL.takeOvers());
    }

    @Test
    void eventsAreAsManyAsTheScaleSays() {
        List<Life> lives = Plan.of(Scale.FULL, new Random(2)).lives();
        long rebalances =
                lives.stream().filter(life -> life.event() == Life.Event.REBALANCE).count();
        long others = lives.stream().filter(life -> life.event() != Life.Event.NONE).count();
        assertThat(rebalances).isEqualTo(Scale.FULL.rebalances());
        assertThat(others - rebalances).isEqualTo(Scale.FULL.brokerRestarts());
    }

    @Test
    void oneSeedIsOnePlanAndOneInput() {
        assertThat(Plan.of(Scale.FULL, new Random(3)))
                .isEqualTo(Plan.of(Scale.FULL, new Random(3)));
        assertThat(Input.of(200, new Random(3))).isEqualTo(Input.of(200, new Random(3)));
    }

    @Test
    void portionsAreAllThatIsDelivered() {
        Input input = Input.of(200, new Random(4));
        assertThat(input.portions(7).stream().flatMap(List::stream).toList())
                .isEqualTo(input.deliveries());
        assertThat(input.late()).hasSize(20);
        assertThat(input.ids()).hasSize(200);
    }

    @Test
    void aTrapIsReadAsItWasWritten() {
        for (Trap trap :
                List.of(
                        new Trap.At(KillPoint.BEFORE_SEND, 3),
                        new Trap.After(20),
                        new Trap.Nowhere())) {
            assertThat(Trap.parse(trap.text())).isEqualTo(trap);
        }
    }
}
