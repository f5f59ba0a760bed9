package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.message.Message;
import dev.factum.machine.relay.RelaySteps;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// The rows of the crash table in ARCHITECTURE.md that exist today, one by one; [CrashMatrixTest]
/// runs all points at once.
class CrashTableTest {

    private static final Message MESSAGE = Counters.message("m1", "a", 3);
    private static final World CALM = world(Map.of());

    static {
        CALM.live(CrashTableTest::process);
    }

    private static SimulatedProcess process() {
        return MachineProcess.of(Counters.machine());
    }

    private static World world(Map<Integer, Fault> faults) {
        return new World(
                Counters.empty(),
                List.of(MESSAGE),
                Counters.machine().handlers().topics(),
                new SimulatedHost(),
                faults);
    }

    private static World run(Fault fault, String step, Supplier<SimulatedProcess> processes) {
        int number = CALM.steps().indexOf(step) + 1;
        assertThat(number).as(step).isPositive();
        World world = world(Map.of(number, fault));
        world.live(processes);
        return world;
    }

    private static World run(Fault fault, String step) {
        return run(fault, step, CrashTableTest::process);
    }

    private static long times(World world, String step) {
        return world.steps().stream().filter(step::equals).count();
    }

    private static void endsAsTheCalmRun(World world) {
        assertThat(Ending.of(CALM).differencesTo(world)).isEmpty();
        assertThat(Counters.valueOf(world.moment().database(), "a")).isEqualTo(1);
    }

    private static String published() {
        return "publish " + CALM.heard().getFirst().id();
    }

    @Test
    void row1AfterTheMessageWasReceivedNothingWasPromised() {
        World world = run(Fault.KILLED_AFTER, "receive m1");
        endsAsTheCalmRun(world);
        assertThat(times(world, "transact main/count/m1")).isEqualTo(1);
    }

    @Test
    void row2AfterTheAnswerWasLostTheSameClaimIsAskedForAgain() {
        for (Fault fault : List.of(Fault.ANSWER_LOST, Fault.REQUEST_LOST)) {
            World world = run(fault, "transact main/count/m1");
            endsAsTheCalmRun(world);
            assertThat(times(world, "transact main/count/m1")).isEqualTo(2);
            assertThat(world.heard()).hasSize(1);
        }
    }

    @Test
    void row3AfterTheCommitTheRelaySendsWithoutRedelivery() {
        Queue<SimulatedProcess> lives = new ArrayDeque<>();
        lives.add(process());
        lives.add(onlyRelaying ->
                new MachineProcess.Tail(new RelaySteps("main")).catchUp(onlyRelaying));
        World world = run(Fault.KILLED_AFTER, "transact main/count/m1", lives::remove);
        assertThat(times(world, "receive m1")).isEqualTo(1);
        assertThat(world.heard()).isEqualTo(CALM.heard());
    }

    @Test
    void row7AfterAMessageWasSentAndNotNotedItIsSentAgainTheSame() {
        World world = run(Fault.KILLED_AFTER, published());
        endsAsTheCalmRun(world);
        assertThat(world.heard()).hasSize(2).containsOnly(CALM.heard().getFirst());
    }

    @Test
    void row8AfterAllWasDoneButTheAcknowledgementNothingIsDoneTwice() {
        World world = run(Fault.KILLED_BEFORE, "acknowledge m1");
        endsAsTheCalmRun(world);
        assertThat(times(world, "transact main/count/m1")).isEqualTo(1);
        assertThat(world.heard()).isEqualTo(CALM.heard());
    }
}
