package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.database.Database;
import dev.factum.machine.claim.DeliverySteps;
import dev.factum.machine.claim.Event;
import dev.factum.machine.claim.Io;
import dev.factum.machine.claim.Step;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.message.Message;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.Performing;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.RequestEvent;
import dev.factum.machine.request.RequestIo;
import dev.factum.machine.request.RequestState;
import dev.factum.machine.request.RequestSteps;
import dev.factum.testkit.SimulatedHost.Behaviour;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Requests and timers come to the same end wherever the machine crashes, and whatever partners do.
class RequestsCrashTest {

    private static SimulatedHost host(Behaviour[] approvals, Behaviour... payouts) {
        var host = new SimulatedHost();
        for (String name : List.of("keyed", "keyless", "silent")) {
            host.partner(name, name.equals("keyed"))
                    .behaves(name, "/approvals", approvals)
                    .behaves(name, "/payouts", payouts);
        }
        return host;
    }

    private static Behaviour[] approvals(Behaviour... approvals) {
        return approvals;
    }

    private static World calm(String partner, Behaviour[] approvals, Behaviour... payouts) {
        World world = world(partner, approvals, Map.of(), payouts);
        world.live(() -> MachineProcess.of(Payouts.machine()));
        return world;
    }

    private static World world(
            String partner,
            Behaviour[] approvals,
            Map<Integer, Fault> faults,
            Behaviour... payouts) {
        return new World(
                Payouts.empty(),
                List.of(Payouts.wanted("l1", partner)),
                Payouts.machine().handlers().topics(),
                host(approvals, payouts),
                faults);
    }

    private static void isCrashProof(String partner, Behaviour[] approvals, Behaviour... payouts) {
        CrashMatrix.of(Payouts.machine(), Payouts.empty(), List.of(Payouts.wanted("l1", partner)))
                .host(() -> host(approvals, payouts))
                .run()
                .assertClean();
    }

    private static String state(World world) {
        return Payouts.stateOf(world.moment().database(), "l1");
    }

    private static List<String> acts(World world) {
        return world.host().acts().stream().map(Call::path).toList();
    }

    private static List<String> told(World world) {
        return world.heard().stream()
                .filter(message -> message.topic().equals(Payouts.TOLD))
                .map(Message::payload)
                .map(payload -> String.valueOf(payload.values().stream().toList().get(1)))
                .toList();
    }

    private static List<RequestState> states(Database db, String saga) {
        return PlannedRequest.ofSaga(db, saga).stream().map(PlannedRequest::state).toList();
    }

    // ---- without a crash

    @Test
    void oneAfterTheOtherIsSentAndWhatWaitsForThemComesLast() {
        World world = calm("keyed", approvals());
        assertThat(state(world)).isEqualTo("paid");
        assertThat(acts(world)).containsExactly("/approvals/l1", "/payouts/l1");
        assertThat(told(world)).containsExactly("wanted", "paid");
    }

    @Test
    void aPartnerThatHonoursKeysIsAskedAgainUntilItAnswers() {
        World world =
                calm(
                        "keyed",
                        approvals(
                                Behaviour.IS_AWAY,
                                Behaviour.LOSES_ANSWER,
                                Behaviour.ACTS_THEN_FAILS,
                                Behaviour.IS_SPARED,
                                Behaviour.IS_BUSY));
        assertThat(state(world)).isEqualTo("paid");
        assertThat(acts(world)).containsExactly("/approvals/l1", "/payouts/l1");
        assertThat(world.host().calls()).hasSize(7);
        assertThat(world.host().problems()).isEmpty();
    }

    @Test
    void aPartnerThatDoesNotIsAskedWhetherItHasActed() {
        World world = calm("keyless", approvals(Behaviour.LOSES_ANSWER));
        assertThat(state(world)).isEqualTo("paid");
        assertThat(acts(world)).containsExactly("/approvals/l1", "/payouts/l1");
        assertThat(world.host().calls().stream().map(Call::method))
                .containsExactly("POST", "GET", "POST");
    }

    @Test
    void whatHasNotHappenedIsSentAgain() {
        World world = calm("keyless", approvals(Behaviour.FAILS));
        assertThat(state(world)).isEqualTo("paid");
        assertThat(world.host().calls().stream().map(Call::method))
                .containsExactly("POST", "GET", "POST", "POST");
    }

    @Test
    void whatNobodyKnowsWaitsForAPerson() {
        World world = calm("silent", approvals(), Behaviour.LOSES_ANSWER);
        assertThat(state(world)).isEqualTo("lapsed");
        Database db = world.moment().database();
        assertThat(states(db, "l1")).containsExactly(RequestState.DONE, RequestState.UNKNOWN);
        assertThat(PlannedRequest.in(db, RequestState.UNKNOWN))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.label()).isEqualTo("payout");
                    assertThat(request.waitsForPerson()).isTrue();
                });
        assertThat(told(world)).containsExactly("wanted", "lapsed");
    }

    @Test
    void whatWasDoneIsUndoneWhenALaterStepFails() {
        World world = calm("keyed", approvals(), Behaviour.REFUSES);
        assertThat(state(world)).isEqualTo("refused");
        assertThat(acts(world)).containsExactly("/approvals/l1", "/withdraw/l1");
        assertThat(told(world)).containsExactly("wanted");
        assertThat(states(world.moment().database(), "l1"))
                .containsExactly(RequestState.DONE, RequestState.FAILED);
    }

    @Test
    void whatComesAfterAFailureIsNotSent() {
        World world = calm("keyed", approvals(Behaviour.REFUSES));
        assertThat(acts(world)).isEmpty();
        assertThat(states(world.moment().database(), "l1"))
                .containsExactly(RequestState.FAILED, RequestState.CANCELLED);
    }

    @Test
    void aPartnerThatStaysAwayIsAskedBeforeItIsGivenUp() {
        Behaviour[] away =
                Stream.generate(() -> Behaviour.IS_AWAY).limit(50).toArray(Behaviour[]::new);
        World world = calm("keyed", away);
        assertThat(world.host().calls().subList(0, 6))
                .extracting(Call::method)
                .containsOnly("POST");
        assertThat(world.host().calls().getLast().method()).isEqualTo("GET");
        assertThat(state(world)).isEqualTo("refused");
    }

    @Test
    void aPartnerThatNeverPerformsWhatItGetsIsGivenUp() {
        Behaviour[] broken =
                Stream.generate(() -> Behaviour.FAILS).limit(200).toArray(Behaviour[]::new);
        World world = calm("keyless", broken);
        assertThat(world.host().calls()).hasSize(12);
        assertThat(state(world)).isEqualTo("refused");
        assertThat(world.now()).isAfter(Payouts.NOON.plusSeconds(5));
    }

    // ---- with crashes

    private static World crash(String partner, Fault fault, String step) {
        List<String> steps = calm(partner, approvals()).steps();
        int number = steps.indexOf(step) + 1;
        assertThat(number).as(step).isPositive();
        World world = world(partner, approvals(), Map.of(number, fault));
        world.live(() -> MachineProcess.of(Payouts.machine()));
        return world;
    }

    @Test
    void row4AfterARequestWasSentItIsSentAgainUnderItsKeyOrAskedAbout() {
        World keyed = crash("keyed", Fault.KILLED_AFTER, "send POST keyed/payouts/l1");
        assertThat(state(keyed)).isEqualTo("paid");
        assertThat(acts(keyed)).containsExactly("/approvals/l1", "/payouts/l1");
        assertThat(keyed.host().calls()).hasSize(3);
        World keyless = crash("keyless", Fault.KILLED_AFTER, "send POST keyless/payouts/l1");
        assertThat(state(keyless)).isEqualTo("paid");
        assertThat(acts(keyless)).containsExactly("/approvals/l1", "/payouts/l1");
        assertThat(keyless.host().calls().getLast().method()).isEqualTo("GET");
        World silent = crash("silent", Fault.KILLED_AFTER, "send POST silent/payouts/l1");
        assertThat(acts(silent)).containsExactly("/approvals/l1", "/payouts/l1");
        assertThat(states(silent.moment().database(), "l1"))
                .containsExactly(RequestState.DONE, RequestState.UNKNOWN);
    }

    @Test
    void row5AfterAResponseThatWasNotRecordedThePartnerRepeatsIt() {
        List<String> steps = calm("keyed", approvals()).steps();
        int sent = steps.indexOf("send POST keyed/payouts/l1") + 1;
        World world = world("keyed", approvals(), Map.of(sent + 2, Fault.KILLED_BEFORE));
        world.live(() -> MachineProcess.of(Payouts.machine()));
        assertThat(world.steps().get(sent + 1)).startsWith("transact");
        assertThat(state(world)).isEqualTo("paid");
        assertThat(acts(world)).containsExactly("/approvals/l1", "/payouts/l1");
        assertThat(world.host().problems()).isEmpty();
    }

    @Test
    void row6AfterAResponseWasRecordedItsOutcomeIsHandled() {
        List<String> steps = calm("keyed", approvals()).steps();
        int sent = steps.indexOf("send POST keyed/payouts/l1") + 1;
        World world = world("keyed", approvals(), Map.of(sent + 2, Fault.KILLED_AFTER));
        world.live(() -> MachineProcess.of(Payouts.machine()));
        assertThat(state(world)).isEqualTo("paid");
        assertThat(world.host().calls()).hasSize(2);
        assertThat(told(world)).containsExactly("wanted", "paid");
    }

    /// Whoever stands still between the note and the sending finds that others have asked
    /// meanwhile.
    @Test
    void whoStandsStillAfterTheNoteDoesNotSend() {
        MemoryConnection connection = MemoryConnection.to(Payouts.empty());
        DeliverySteps deliveries = Payouts.machine().deliveries();
        Step decided = deliveries.begin(Payouts.wanted("l1", "keyless"), false);
        decided = deliveries.next(decided.delivery(), new Event.Looked(connection.db()));
        connection.submit(((Io.Transact) decided.io().getFirst()).request());
        var requests = new RequestSteps(host(approvals())::destination);
        String id = PlannedRequest.in(connection.db(), RequestState.PLANNED).getFirst().id();
        RequestSteps.Step step = requests.begin(id);
        Instant now = Payouts.NOON;
        while (!(step.performing().phase() instanceof Performing.Phase.Hurrying)) {
            RequestEvent event =
                    switch (step.io().orElseThrow()) {
                        case RequestIo.Look _ -> new RequestEvent.Looked(connection.db(), now);
                        case RequestIo.ReadLog(long t) ->
                                new RequestEvent.Read(
                                        Decision.at(connection.log(t, t + 1).getFirst()));
                        case RequestIo.Transact(var request, _) ->
                                new RequestEvent.Answered(connection.submit(request));
                        case RequestIo.Send _, RequestIo.Rest _ ->
                                throw new IllegalStateException("Not yet: " + step);
                    };
            step = requests.next(step.performing(), event);
        }
        var soon = new RequestEvent.Looked(connection.db(), now.plusSeconds(1));
        var late = new RequestEvent.Looked(connection.db(), now.plusSeconds(10));
        assertThat(requests.next(step.performing(), soon).io())
                .containsInstanceOf(RequestIo.Send.class);
        assertThat(requests.next(step.performing(), late).io()).isEmpty();
    }

    @Test
    void crashesLoseAndDoubleNoRequest() {
        isCrashProof("keyed", approvals());
        isCrashProof("keyed", approvals(Behaviour.IS_AWAY, Behaviour.LOSES_ANSWER));
        isCrashProof("keyless", approvals(Behaviour.LOSES_ANSWER));
    }

    @Test
    void crashesDoNotHurtASagaThatIsUndone() {
        isCrashProof("keyed", approvals(), Behaviour.REFUSES);
    }
}
