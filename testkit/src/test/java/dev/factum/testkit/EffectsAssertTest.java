package dev.factum.testkit;

import static dev.factum.testkit.EffectsAssert.assertEffects;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The difference between two effects, in words.
class EffectsAssertTest {

    private static final Effects ONE =
            Effects.facts(Fact.set(Counters.NAME.is("a"), Counters.VALUE, 1L))
                    .message(Counters.COUNTED, "a", new Counters.Counted("a", 1));

    @Test
    void equalEffectsPass() {
        assertThatCode(() -> assertEffects(ONE, ONE.and(Effects.none())))
                .doesNotThrowAnyException();
    }

    @Test
    void aValueThatDiffersIsNamedByItsPath() {
        Effects two =
                Effects.facts(Fact.set(Counters.NAME.is("a"), Counters.VALUE, 2L))
                        .message(Counters.COUNTED, "a", new Counters.Counted("a", 1));
        assertThatThrownBy(() -> assertEffects(ONE, two))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(":effects/facts 0 3 expected 1 but was 2");
    }

    @Test
    void whatIsMissingAndWhatIsTooMuchIsShown() {
        assertThatThrownBy(() -> assertEffects(ONE, ONE.reply(new Counters.Full("a"))))
                .hasMessageContaining(":effects/reply was not expected")
                .hasMessageContaining("counter/full");
        assertThatThrownBy(() -> assertEffects(ONE, Effects.none()))
                .hasMessageContaining(":effects/facts is missing")
                .hasMessageContaining(":effects/messages is missing");
        Effects twice = ONE.message(Counters.COUNTED, "a", new Counters.Counted("a", 2));
        assertThatThrownBy(() -> assertEffects(ONE, twice))
                .hasMessageContaining(":effects/messages has too much");
        assertThatThrownBy(() -> assertEffects(twice, ONE))
                .hasMessageContaining(":effects/messages misses");
    }

    @Test
    void anotherOrderIsSaidToBeOne() {
        Effects other =
                Effects.none()
                        .message(Counters.COUNTED, "b", new Counters.Counted("b", 1))
                        .message(Counters.COUNTED, "a", new Counters.Counted("a", 1));
        Effects same =
                Effects.none()
                        .message(Counters.COUNTED, "a", new Counters.Counted("a", 1))
                        .message(Counters.COUNTED, "b", new Counters.Counted("b", 1));
        assertThatThrownBy(() -> assertEffects(other, same)).hasMessageContaining("another order");
    }

    @Test
    void kindsOfFactsThatReadAlikeAreToldApart() {
        Effects added = Effects.facts(List.of(Fact.set("a", Counters.VALUE, 1L).form()));
        Effects set = Effects.facts(Fact.set("a", Counters.VALUE, 1L));
        assertThatThrownBy(() -> assertEffects(added, set)).hasMessageContaining("AddValue");
    }
}
