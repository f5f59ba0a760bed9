package dev.factum.testkit.junit;

import static dev.factum.testkit.junit.FactumAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.testkit.TestDatabase;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the assertions let pass, and what they say of the rest.
class AssertionsTest {

    private static final Effects WANTED =
            Effects.facts(Fact.set(Parcels.NAME.is("p1"), Parcels.STATE, "wanted"))
                    .message(Parcels.TOLD, "p1", new Parcels.Told("p1", "wanted"))
                    .reply(new Parcels.Told("p1", "wanted"));

    private static void fails(Consumer<EffectsAssertions> assertion, String text) {
        assertThatThrownBy(() -> assertion.accept(assertThat(WANTED)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(text);
    }

    @Test
    void effectsAreComparedPartByPart() {
        var told = new Parcels.Told("p1", "wanted");
        assertThat(WANTED)
                .isEqualTo(Effects.merge(List.of(WANTED)))
                .sends(Parcels.TOLD, "p1", told)
                .sendsNothingOn(Parcels.REMIND)
                .requests()
                .changesTimers()
                .replies(told);
        assertThat(Effects.none()).isNone();
        fails(EffectsAssertions::isNone, "wanted");
        fails(that -> that.isEqualTo(Effects.none()), "not the expected ones");
        fails(that -> that.sends(Parcels.TOLD, "p2", told), "to send Told[name=p1");
        fails(that -> that.sendsNothingOn(Parcels.TOLD), "to send nothing on told");
        fails(that -> that.requests("carry"), "to request [carry]");
        fails(that -> that.changesTimers("p1"), "to change the timers [p1]");
        fails(that -> that.replies(new Parcels.Told("p1", "lost")), "to reply Told[name=p1");
    }

    @Test
    void databasesAreAskedForFacts() {
        Database db =
                TestDatabase.with(
                        List.of(Parcels.NAME, Parcels.STATE),
                        Fact.entity().with(Parcels.NAME, "p1"));
        assertThat(db)
                .has(Parcels.NAME.is("p1"))
                .hasNo(Parcels.NAME.is("p2"))
                .says(Parcels.NAME.is("p1"), Parcels.NAME, "p1")
                .saysNothing(Parcels.NAME.is("p1"), Parcels.STATE);
        assertThatThrownBy(
                        () -> assertThat(db).says(Parcels.NAME.is("p1"), Parcels.STATE, "wanted"))
                .hasMessageContaining("that :parcel/state is wanted")
                .hasMessageContaining("says nothing");
        assertThatThrownBy(() -> assertThat(db).has(Parcels.NAME.is("p2")))
                .hasMessageContaining("to have");
        assertThatThrownBy(() -> assertThat(db).hasNo(Parcels.NAME.is("p1")))
                .hasMessageContaining("not to have");
    }
}
