package dev.factum.testkit.junit;

import static dev.factum.testkit.junit.FactumAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.effect.Reply;
import dev.factum.machine.request.Call;
import dev.factum.testkit.MachineUnderTest;
import dev.factum.testkit.SimulatedHost;
import dev.factum.testkit.SimulatedHost.Behaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A machine for each test, as users write it.
class MachineExtensionTest {

    @RegisterExtension
    static final MachineExtension MACHINE =
            MachineExtension.of(Parcels.machine(), Parcels::empty)
                    .partners(() -> new SimulatedHost().partner("carrier", true));

    @Test
    void whatCanBeDoneNowIsDone(MachineUnderTest machine) {
        machine.receive(Parcels.wanted("p1"));
        assertThat(machine.db()).says(Parcels.NAME.is("p1"), Parcels.STATE, "carried");
        assertThat(machine.sent(Parcels.TOLD, Parcels.Told.class))
                .containsExactly(
                        new Parcels.Told("p1", "wanted"), new Parcels.Told("p1", "carried"));
        assertThat(machine.calls()).extracting(Call::path).containsExactly("/parcels/p1");
        assertThat(machine.replyTo(Parcels.wanted("p1")))
                .contains(Reply.of(new Parcels.Told("p1", "wanted")));
        assertThat(machine.now()).isEqualTo(Parcels.NOON);
    }

    @Test
    void timersFireWhenTimeGoesBy(MachineUnderTest machine) {
        machine.receive(Parcels.wanted("p1")).pass(Duration.ofHours(23));
        assertThat(machine.sent(Parcels.TOLD, Parcels.Told.class)).hasSize(2);
        machine.pass(Duration.ofHours(1));
        assertThat(machine.sent(Parcels.TOLD, Parcels.Told.class).getLast())
                .isEqualTo(new Parcels.Told("p1", "reminded"));
        assertThat(machine.now()).isEqualTo(Parcels.NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void aPartnerThatIsAwayIsAskedAgainWhenTimeGoesBy(
            MachineUnderTest machine, SimulatedHost partners) {
        partners.behaves("carrier", "/parcels/p1", Behaviour.IS_AWAY);
        machine.receive(Parcels.wanted("p1"));
        assertThat(machine.db()).says(Parcels.NAME.is("p1"), Parcels.STATE, "wanted");
        machine.pass(Duration.ofMinutes(5));
        assertThat(machine.db()).says(Parcels.NAME.is("p1"), Parcels.STATE, "carried");
        assertThat(machine.calls()).hasSize(2);
    }

    @Test
    void theSameMessageAgainChangesNothing(MachineUnderTest machine) {
        machine.receive(Parcels.wanted("p1"), Parcels.wanted("p1"), Parcels.wanted("p2"));
        assertThat(machine.calls())
                .extracting(Call::path)
                .isEqualTo(List.of("/parcels/p1", "/parcels/p2"));
        assertThat(machine.db()).has(Parcels.NAME.is("p2")).hasNo(Parcels.NAME.is("p3"));
    }

    @SeededTest(20)
    void anyParcelIsCarriedOnce(long seed, MachineUnderTest machine) {
        machine.receive(Parcels.wanted("p" + seed));
        assertThat(machine.calls()).hasSize(1);
    }
}
