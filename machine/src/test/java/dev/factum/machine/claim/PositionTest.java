package dev.factum.machine.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.handler.Handlers;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Messages from sources that have an owner, and messages that are too old.
class PositionTest {

    private static final Attribute<String> NAME = Attribute.string("t/name").identity();
    private static final Attribute<Long> VALUE = Attribute.longNumber("t/value");
    private static final Topic IN = Topic.of("in");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String SOURCE = "main/orders/3";

    record Put(String name) {}

    private static final HandlerDefinition<Put> PUT =
            new HandlerDefinition<>(
                    "put",
                    IN,
                    MessageType.of(Put.class),
                    (put, _, _) -> Effects.facts(Fact.entity().with(NAME, put.name())),
                    Contract.nothing().reads(NAME).writes(NAME));

    private static final HandlerDefinition<Put> INCREMENT =
            new HandlerDefinition<>(
                    "increment",
                    IN,
                    MessageType.of(Put.class),
                    (put, _, _) -> Effects.facts(Fact.increment(NAME.is(put.name()), VALUE, 1)),
                    Contract.nothing().reads(NAME).writes(NAME, VALUE));

    private final DeliverySteps steps = new DeliverySteps("main", "", Handlers.of(List.of(PUT)));
    private final Database empty = database();
    private final Database taken = taken(empty);

    private static Database database() {
        List<Map<Keyword, Object>> schema =
                Stream.concat(
                                Source.schema().stream(),
                                Stream.of(NAME.declaration(), VALUE.declaration()))
                        .toList();
        return StandardEngine.emptyDatabase(Functions.none()).with(schema).dbAfter();
    }

    private static Database taken(Database db) {
        return db.with(Source.in(db, SOURCE).takeOver()).dbAfter();
    }

    private static Message message(String id) {
        return Message.of(id, IN, "k", NOON, new Put("a"));
    }

    private Step looked(DeliverySteps machine, Position position, Database db) {
        Step begun = machine.begin(message("m1"), position);
        return machine.next(begun.delivery(), new Event.Looked(db));
    }

    private static TxRequest asked(Step step) {
        return ((Io.Transact) step.io().getFirst()).request();
    }

    private static MachineErrorCode undecided(Step step) {
        assertThat(step.io()).containsExactly(new Io.GiveBack());
        Outcome outcome = step.delivery().outcomes().getLast();
        return (MachineErrorCode) ((Outcome.Undecided) outcome).error().code();
    }

    private static boolean isTouched(ReadSet reads, Database before, List<?> txData) {
        return before.with(txData).datoms().stream()
                .anyMatch(datom -> reads.touchedBy(datom).isPresent());
    }

    @Test
    void aSourceHasNoOwnerAtFirstAndThenOneAfterTheOther() {
        assertThat(Source.in(empty, SOURCE)).isEqualTo(new Source(SOURCE, 0, Source.NOTHING));
        assertThat(Source.in(taken, SOURCE)).isEqualTo(new Source(SOURCE, 1, Source.NOTHING));
        Database reached = taken.with(new Position(SOURCE, 1, 41).txData()).dbAfter();
        assertThat(Source.in(taken(reached), SOURCE)).isEqualTo(new Source(SOURCE, 2, 41));
    }

    @Test
    void aDecisionCarriesThePositionAndRestsOnTheEpochAndNotOnThePosition() {
        TxRequest request = asked(looked(steps, new Position(SOURCE, 1, 7), taken));
        List<?> txData = request.decide(taken).txData();
        Database after =
                Transaction.apply(taken, txData, TxOptions.at(NOON, request.claim().orElseThrow()))
                        .dbAfter();
        assertThat(Source.in(after, SOURCE).through()).isEqualTo(7);
        assertThat(after.entity(NAME.is("a"))).isPresent();
        assertThat(isTouched(request.reads(), taken, Source.in(taken, SOURCE).takeOver())).isTrue();
        assertThat(isTouched(request.reads(), taken, Source.reached(SOURCE, 8))).isFalse();
    }

    @Test
    void withoutAnythingToWriteDownADecisionHasItsOwnFactsOnly() {
        TxRequest request = asked(looked(steps, new Position(SOURCE, 1, Source.NOTHING), taken));
        assertThat(request.decide(taken).txData()).hasSize(1);
        assertThat(request.reads().isEmpty()).isFalse();
    }

    @Test
    void whoHasLostTheSourceDecidesNothing() {
        Position old = new Position(SOURCE, 1, 7);
        assertThat(undecided(looked(steps, old, taken(taken)))).isEqualTo(MachineErrorCode.FENCED);
    }

    @Test
    void whoLosesItMeanwhileFindsAConflictAndThenThatItIsLost() {
        Step step = looked(steps, new Position(SOURCE, 1, 7), taken);
        var conflict = new TxResult.Conflict(new ReadRange.Everything(), 9);
        Step again = steps.next(step.delivery(), new Event.Answered(conflict));
        assertThat(again.io()).containsExactly(new Io.Look(9));
        Step lost = steps.next(again.delivery(), new Event.Looked(taken(taken)));
        assertThat(undecided(lost)).isEqualTo(MachineErrorCode.FENCED);
    }

    @Test
    void theFenceHoldsAtTheWriterToo() {
        Step step = looked(steps, new Position(SOURCE, 1, 7), taken);
        for (int run = 1; run < DeliverySteps.OPTIMISTIC_RUNS; run++) {
            step = conflict(step);
            step = steps.next(step.delivery(), new Event.Looked(taken));
        }
        Step last = conflict(step);
        TxRequest atWriter = asked(last);
        assertThat(Source.in(taken.with(atWriter.decide(taken).txData()).dbAfter(), SOURCE))
                .isEqualTo(new Source(SOURCE, 1, 7));
        FactumError fenced =
                catchThrowableOfType(FactumError.class, () -> atWriter.decide(taken(taken)));
        Step lost = steps.next(last.delivery(), new Event.Answered(new TxResult.Rejected(fenced)));
        assertThat(undecided(lost)).isEqualTo(MachineErrorCode.FENCED);
    }

    private Step conflict(Step step) {
        var conflict = new TxResult.Conflict(new ReadRange.Everything(), 9);
        return steps.next(step.delivery(), new Event.Answered(conflict));
    }

    @Test
    void factsThatAreMadeAtTheWriterCarryThePositionToo() {
        var machine = new DeliverySteps("main", "", Handlers.of(List.of(INCREMENT)));
        TxRequest request = asked(looked(machine, new Position(SOURCE, 1, 7), taken));
        Database before =
                taken.with(Effects.facts(Fact.entity().with(NAME, "a")).txData(taken)).dbAfter();
        Database after = before.with(request.decide(before).txData()).dbAfter();
        assertThat(Source.in(after, SOURCE).through()).isEqualTo(7);
        assertThat(after.entity(NAME.is("a")).flatMap(a -> a.get(VALUE))).contains(1L);
    }

    @Test
    void aClaimIsFoundEvenByWhoHasLostTheSource() {
        TxRequest request = asked(looked(steps, new Position(SOURCE, 1, 7), taken));
        Database decided =
                Transaction.apply(
                                taken,
                                request.decide(taken).txData(),
                                TxOptions.at(NOON, request.claim().orElseThrow()))
                        .dbAfter();
        Step step = looked(steps, new Position(SOURCE, 1, 7), taken(decided));
        assertThat(step.delivery().outcomes().getLast()).isInstanceOf(Outcome.Repeated.class);
    }

    @Test
    void aMessageThatCannotBeReadIsSetAside() {
        FactumError problem = FactumError.of(MachineErrorCode.UNDECODABLE, "No JSON");
        Step begun = steps.beginUnreadable(message("m1"), problem, new Position(SOURCE, 1, 3));
        Step refused = steps.next(begun.delivery(), new Event.Looked(taken));
        Step step = steps.next(refused.delivery(), new Event.Looked(taken));
        String parked = asked(step).decide(taken).txData().toString();
        assertThat(parked).contains("main/intake/m1", MachineErrorCode.UNDECODABLE.code());
    }

    @Test
    void whoLosesTheSourceMeanwhileParksNothing() {
        FactumError problem = FactumError.of(MachineErrorCode.UNDECODABLE, "No JSON");
        Step begun = steps.beginUnreadable(message("m1"), problem, new Position(SOURCE, 1, 3));
        Step refused = steps.next(begun.delivery(), new Event.Looked(taken));
        Step parking = steps.next(refused.delivery(), new Event.Looked(taken));
        Step again = conflict(parking);
        assertThat(again.io()).containsExactly(new Io.Look(9));
        assertThat(undecided(steps.next(again.delivery(), new Event.Looked(taken(taken)))))
                .isEqualTo(MachineErrorCode.FENCED);
    }

    @Test
    void aMessageThatIsOlderThanTheMemoryIsSetAsideAsTooOld() {
        DeliverySteps forgetful = steps.remembering(Duration.ofDays(30));
        Message old = message(uuid7(NOON.minus(Duration.ofDays(31))));
        Message young = message(uuid7(NOON.minus(Duration.ofDays(29))));
        Step refused = look(forgetful, old);
        assertThat(refused.delivery().phase())
                .isInstanceOfSatisfying(
                        Delivery.Phase.Refused.class,
                        phase ->
                                assertThat(phase.error().code())
                                        .isEqualTo(MachineErrorCode.TOO_OLD));
        assertThat(asked(look(forgetful, young)).claim()).isPresent();
        assertThat(asked(look(forgetful, message("no time in it"))).claim()).isPresent();
        assertThat(asked(look(steps, old)).claim()).isPresent();
    }

    private Step look(DeliverySteps machine, Message message) {
        Database atNoon = Transaction.apply(taken, List.of(), TxOptions.at(NOON, null)).dbAfter();
        return machine.next(machine.begin(message, false).delivery(), new Event.Looked(atNoon));
    }

    private static String uuid7(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0001L).toString();
    }
}
