package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.run.DeployGate;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// Code that cannot serve what its predecessor left open does not start.
class DeployGateTest {

    private final MemoryConnection connection = MemoryConnection.to(Payouts.empty());

    /// Leaves a timer, two requests and a parked message.
    private void leaveOpenEnds() {
        var away = new SimulatedHost();
        try (Runner runner =
                Runner.start(
                        Payouts.machine(),
                        connection,
                        new InProcessBroker(),
                        RunnerOptions.standard().gateway(away).clock(() -> Payouts.NOON))) {
            runner.call(Payouts.wanted("l1", "keyed"));
            runner.call(Payouts.wanted("l2", "nobody"));
        }
    }

    private static Machine without(String handler) {
        Machine.Builder builder = Machine.builder();
        if (!handler.equals("want")) {
            builder.on(
                    Payouts.WANTED,
                    "want",
                    Payouts.Wanted.class,
                    (_, _, _) -> Effects.none(),
                    Contract.nothing());
        }
        if (!handler.equals("lapse")) {
            builder.on(
                    Payouts.LAPSED,
                    "lapse",
                    Payouts.Lapse.class,
                    (_, _, _) -> Effects.none(),
                    Contract.nothing());
        }
        return builder.build();
    }

    @Test
    void theSameMachineMayGoOn() {
        leaveOpenEnds();
        assertThat(DeployGate.check(Payouts.machine(), connection.db(), Optional.empty()))
                .isEmpty();
        assertThat(
                        DeployGate.check(
                                Payouts.machine(), connection.db(), Optional.of(Set.of("other"))))
                .containsExactly("no destination keyed");
        RunnerOptions early = RunnerOptions.standard().clock(() -> Payouts.NOON);
        try (Runner runner =
                Runner.start(Payouts.machine(), connection, new InProcessBroker(), early)) {
            assertThat(runner.stats().decided()).isZero();
        }
    }

    @Test
    void oneThatLacksAHandlerSaysWhichAndDoesNotStart() {
        leaveOpenEnds();
        assertThat(DeployGate.check(without("lapse"), connection.db(), Optional.empty()))
                .containsExactly(
                        "no handler for loan/lapse on factum.internal.lapsed",
                        "no handler for request-outcome on factum.internal.outcomes");
        assertThat(DeployGate.check(without("want"), connection.db(), Optional.empty()))
                .contains("no handler want, for which a message is parked");
        FactumError error =
                catchThrowableOfType(
                        FactumError.class,
                        () -> Runner.start(without("lapse"), connection, new InProcessBroker()));
        assertThat(error.code()).isEqualTo(MachineErrorCode.CANNOT_SERVE);
        assertThat(error.data().get("problems"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
    }

    @Test
    void aDatabaseWithoutAnythingOpenTakesAnyMachine() {
        assertThat(DeployGate.check(Counters.machine(), connection.db(), Optional.empty()))
                .isEqualTo(List.of());
    }
}
