package dev.factum.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.run.Machine;
import dev.factum.testkit.MachineUnderTest;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/// Tests that must fail, and what they say.
class WhatTheExtensionFindsTest {

    private static Events run(Class<?> tests, String method, Class<?>... parameters) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(tests, method, parameters))
                .execute()
                .testEvents();
    }

    private static void failsWith(Events events, String text) {
        events.assertThatEvents()
                .haveAtLeastOne(finishedWithFailure(message(said -> said.contains(text))));
    }

    /// Says something else each time.
    static final class Impure {
        private static int count;

        private Impure() {}

        static Machine machine() {
            return Machine.builder()
                    .on(
                            Parcels.WANTED,
                            "send",
                            Parcels.Send.class,
                            (send, _, _) ->
                                    Effects.none()
                                            .message(
                                                    Parcels.TOLD,
                                                    send.name(),
                                                    new Parcels.Told(send.name(), "" + count++)),
                            Contract.nothing().sends(Parcels.TOLD, Parcels.Told.class))
                    .build();
        }
    }

    static class WithAnImpureHandler {
        @RegisterExtension
        static final MachineExtension MACHINE =
                MachineExtension.of(Impure.machine(), Parcels::empty);

        @Test
        void passes(MachineUnderTest machine) {
            machine.receive(Parcels.wanted("p1"));
        }
    }

    static class WithAMessageSetAside {
        @RegisterExtension
        static final MachineExtension MACHINE =
                MachineExtension.of(Parcels.machine(), Parcels::empty);

        @Test
        void passes(MachineUnderTest machine) {
            machine.receive(Parcels.wanted(""));
        }
    }

    static class WithAMessageToBeSetAside {
        @RegisterExtension
        static final MachineExtension MACHINE =
                MachineExtension.of(Parcels.machine(), Parcels::empty).allowingParked();

        @Test
        void passes(MachineUnderTest machine) {
            machine.receive(Parcels.wanted(""));
        }
    }

    static class WithSeeds {
        @SeededTest(10)
        void failsWithOne(long seed, RandomGenerator random) {
            assertThat(seed).isNotEqualTo(7);
            assertThat(random.nextInt(10)).isBetween(0, 9);
        }
    }

    @Test
    void aHandlerThatIsNotPureFailsTheTest() {
        failsWith(
                run(WithAnImpureHandler.class, "passes", MachineUnderTest.class),
                "the present code does not come to what was decided");
    }

    @Test
    void aMessageThatWasSetAsideFailsTheTestUnlessItIsAllowed() {
        failsWith(
                run(WithAMessageSetAside.class, "passes", MachineUnderTest.class),
                "A parcel needs a name");
        run(WithAMessageToBeSetAside.class, "passes", MachineUnderTest.class)
                .assertStatistics(counts -> counts.succeeded(1).failed(0));
    }

    @Test
    void aSeedThatFailsIsNamed() {
        Events events = run(WithSeeds.class, "failsWithOne", long.class, RandomGenerator.class);
        events.assertStatistics(counts -> counts.succeeded(9).failed(1));
        failsWith(events, "Fails with -Dseed=7");
    }
}
