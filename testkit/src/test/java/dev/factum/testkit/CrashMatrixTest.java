package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Claim;
import dev.factum.machine.claim.Proposal;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.run.Machine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The machine comes to the same end wherever it crashes, and the matrix finds machines that do
/// not.
class CrashMatrixTest {

    /// Two counters, one with a place less than messages: the last decision on it is empty until
    /// another limit comes.
    private static final List<Message> SCENARIO =
            List.of(
                    Counters.message("m1", "a", 1),
                    Counters.message("m2", "b", 5),
                    Counters.message("m3", "a", 1),
                    Counters.message("m4", "a", 2));

    private static CrashMatrix matrix(Machine machine) {
        return CrashMatrix.of(machine, Counters.empty(), SCENARIO);
    }

    @Test
    void theMachineLosesAndDoublesNothing() {
        CrashReport report = matrix(Counters.machine()).run();
        report.assertClean();
        assertThat(report.runs()).isGreaterThan(report.steps().size() * 2);
        assertThat(report.steps())
                .contains("transact main/count/m1", "acknowledge m1", "transact without a claim")
                .anyMatch(step -> step.startsWith("publish"));
    }

    @Test
    void noTwoCrashesHurtIt() {
        CrashMatrix.of(Counters.machine(), Counters.empty(), SCENARIO.subList(0, 2))
                .pairs()
                .run()
                .assertClean();
    }

    @Test
    void aMessageThatIsSetAsideStaysSetAside() {
        Machine broken =
                Machine.builder()
                        .on(
                                Counters.COUNT,
                                "count",
                                Counters.Count.class,
                                (count, db, context) -> {
                                    if (count.name().equals("b")) {
                                        throw new IllegalStateException("b is not counted");
                                    }
                                    return Counters.count(count, db, context);
                                },
                                Counters.CONTRACT)
                        .build();
        CrashReport report = matrix(broken).run();
        report.assertClean();
    }

    /// The order drawn in the talk: run the handler, find the duplicate at the commit, send what
    /// was decided now.
    private static void talk(World world, HandlerDefinition<?> handler) {
        Optional<World.Received> next = world.receive();
        while (next.isPresent()) {
            Message message = next.get().message();
            Proposal proposal = Proposal.of("main", handler, message, world.database());
            boolean isEmpty = proposal.effects().facts().isEmpty();
            if (!isEmpty) {
                TxResult result = world.transact(proposal.request());
                assertThat(result).isNotInstanceOf(TxResult.Rejected.class);
            }
            for (OutgoingMessage outgoing : proposal.effects().messages()) {
                world.publish(sent(message, handler.name(), outgoing), () -> {});
            }
            next.get().acknowledge();
            next = world.receive();
        }
    }

    private static Message sent(Message parent, String handler, OutgoingMessage outgoing) {
        String id =
                MessageId.ofMessage(parent, handler, outgoing.topic(), outgoing.key(), "ordinal 1");
        return new Message(
                id,
                outgoing.topic(),
                outgoing.key(),
                outgoing.type(),
                parent.time(),
                null,
                parent.identity(),
                outgoing.payload());
    }

    @Test
    void theOrderDrawnInTheTalkLosesMessages() {
        Machine machine = Counters.machine();
        HandlerDefinition<?> handler = machine.handlers().named("count").orElseThrow();
        CrashReport report = matrix(machine).process(() -> world -> talk(world, handler)).run();
        assertThat(report.findings())
                .anySatisfy(finding -> {
                    assertThat(finding.where()).startsWith("killed after step");
                    assertThat(finding.where()).contains("(transact main/count/m1)");
                    assertThat(finding.problem()).startsWith("a message is lost");
                });
        assertThatThrownBy(report::assertClean).hasMessageContaining("a message is lost");
    }

    /// A machine that looks the claim up first, and does not claim what it decided to leave alone.
    private static void forgetful(
            World world, HandlerDefinition<?> handler, MachineProcess.Tail tail) {
        Optional<World.Received> next = world.receive();
        boolean relayed = true;
        while (next.isPresent() || relayed) {
            if (next.isPresent()) {
                decide(world, next.get(), handler);
            }
            relayed = tail.catchUp(world);
            next = world.receive();
        }
    }

    private static void decide(World world, World.Received received, HandlerDefinition<?> handler) {
        Database db = world.database();
        if (Claim.of("main", handler.name(), received.message()).at(db).isEmpty()) {
            Proposal proposal = Proposal.of("main", handler, received.message(), db);
            if (!proposal.effects().facts().isEmpty()) {
                world.transact(proposal.request());
            }
        }
        received.acknowledge();
    }

    /// With limit 0: counts on only where something was counted before.
    private static Effects countOn(Counters.Count count, Database db, Context context) {
        boolean nothingThere = Counters.valueOf(db, count.name()) == 0;
        return count.limit() == 0 && nothingThere
                ? Effects.none()
                : Counters.count(new Counters.Count(count.name(), 9), db, context);
    }

    @Test
    void notClaimingAnEmptyDecisionIsFoundByALateDuplicate() {
        Machine machine =
                Machine.builder()
                        .on(
                                Counters.COUNT,
                                "count-on",
                                Counters.Count.class,
                                CrashMatrixTest::countOn,
                                Counters.CONTRACT)
                        .build();
        HandlerDefinition<?> handler = machine.handlers().named("count-on").orElseThrow();
        List<Message> scenario =
                List.of(Counters.message("m1", "a", 0), Counters.message("m2", "a", 9));
        CrashMatrix matrix = CrashMatrix.of(machine, Counters.empty(), scenario);
        matrix.run().assertClean();
        CrashReport report =
                matrix.process(
                                () -> {
                                    var tail = new MachineProcess.Tail(machine.relay());
                                    return world -> forgetful(world, handler, tail);
                                })
                        .run();
        assertThat(report.findings())
                .anySatisfy(finding -> {
                    assertThat(finding.where()).startsWith("every message delivered again");
                    assertThat(finding.problem()).startsWith("a message was not to be sent");
                });
    }
}
