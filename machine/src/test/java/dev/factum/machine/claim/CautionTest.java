package dev.factum.machine.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.handler.Handlers;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Machine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Lives that are careful because the one before died, and messages that processes die of.
class CautionTest {

    private static final Topic IN = Topic.of("in");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    record Do(String name) {}

    private static final Message MESSAGE = Message.of("m1", IN, "k", NOON, new Do("a"));
    private static final Claim CLAIM = Claim.of("main", "do", MESSAGE);

    private final DeliverySteps usual =
            new DeliverySteps(
                    "main",
                    "",
                    Handlers.of(
                            List.of(
                                    new HandlerDefinition<>(
                                            "do",
                                            IN,
                                            MessageType.of(Do.class),
                                            (_, _, _) -> Effects.none(),
                                            Contract.nothing()))));
    private Database db =
            StandardEngine.emptyDatabase(Functions.none()).with(Machine.schema()).dbAfter();
    private int transactions;

    private DeliverySteps life(long number) {
        return usual.with(new Caution(number, 3));
    }

    private Event perform(Io io) {
        return switch (io) {
            case Io.Look _ -> new Event.Looked(db);
            case Io.Transact(var request, _) -> new Event.Answered(transact(request));
            case Io.ReadLog _ -> throw new IllegalArgumentException("Nobody waits for a reply");
            case Io.Acknowledge _, Io.GiveBack _ -> new Event.Performed();
        };
    }

    private TxResult transact(TxRequest request) {
        TxOptions options =
                request.claim()
                        .map(claim -> TxOptions.at(NOON, claim))
                        .orElseGet(() -> TxOptions.at(NOON));
        TxReport report = Transaction.apply(db, request.decide(db).txData(), options);
        db = report.dbAfter();
        transactions++;
        return new TxResult.Committed(report);
    }

    private Step step(DeliverySteps steps, Step step) {
        return steps.next(step.delivery(), perform(step.io().getFirst()));
    }

    private Outcome decide(DeliverySteps steps) {
        Step step = steps.begin(MESSAGE, false);
        while (!step.io().isEmpty()) {
            step = step(steps, step);
        }
        return step.delivery().outcomes().getLast();
    }

    /// The process dies right before the handler runs.
    private void dieOf(DeliverySteps steps) {
        Step step = steps.begin(MESSAGE, false);
        while (!(step.delivery().phase() instanceof Delivery.Phase.Noting)) {
            step = step(steps, step);
        }
        step(steps, step);
    }

    @Test
    void aUsualLifeNotesNothing() {
        assertThat(decide(usual)).isInstanceOf(Outcome.Decided.class);
        assertThat(transactions).isEqualTo(1);
    }

    @Test
    void aCarefulLifeNotesWhatItBeginsWithAndTheDecisionTakesTheNoteAway() {
        assertThat(decide(life(2))).isInstanceOf(Outcome.Decided.class);
        assertThat(transactions).isEqualTo(2);
        assertThat(Begun.in(db, CLAIM).times()).isZero();
        assertThat(decide(life(2))).as("once more").isInstanceOf(Outcome.Repeated.class);
        assertThat(transactions).isEqualTo(2);
    }

    @Test
    void whatWasBegunWithInOneLifeIsCountedOnceHoweverOftenItIsTried() {
        dieOf(life(2));
        Begun begun = Begun.in(db, CLAIM);
        assertThat(begun).isEqualTo(new Begun(CLAIM, 1, 2));
        assertThat(new Caution(2, 3).isSuspect(db, CLAIM)).isFalse();
        assertThat(new Caution(3, 3).isSuspect(db, CLAIM)).isTrue();
        assertThat(decide(life(2))).isInstanceOf(Outcome.Decided.class);
        assertThat(transactions).isEqualTo(2);
    }

    @Test
    void aMessageThatTooManyLivesEndedWithIsParked() {
        dieOf(life(2));
        dieOf(life(3));
        dieOf(life(4));
        Outcome outcome = decide(life(5));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.SetAside.class,
                        aside -> {
                            assertThat(aside.error().code()).isEqualTo(MachineErrorCode.KILLER);
                            assertThat(aside.error().data()).containsEntry("deaths", 3L);
                        });
        assertThat(Parked.in(db))
                .singleElement()
                .satisfies(parked -> assertThat(parked.kind()).isEqualTo(ParkedClass.KILLER));
        assertThat(Begun.in(db, CLAIM).times()).as("another version of the code may try").isZero();
    }

    @Test
    void whatIsDecidedInTheEndIsNoSuspectAnyMore() {
        dieOf(life(2));
        dieOf(life(3));
        assertThat(decide(life(4))).isInstanceOf(Outcome.Decided.class);
        assertThat(Begun.in(db, CLAIM).times()).isZero();
    }

    @Test
    void whereNothingCanBeNotedNothingIsRun() {
        Step step = life(2).begin(MESSAGE, false);
        step = step(life(2), step);
        var lost = new TxResult.Indeterminate(FactumError.of(DbErrorCode.STORAGE_UNAVAILABLE, "x"));
        Step then = life(2).next(step.delivery(), new Event.Answered(lost));
        assertThat(then.io()).containsExactly(new Io.GiveBack());
        assertThat(then.delivery().outcomes())
                .singleElement()
                .isInstanceOf(Outcome.Undecided.class);
    }

    @Test
    void aLifeIsOverOnlyIfItSaysSo() {
        Life none = Life.last(db, "main");
        assertThat(none.isOver()).isTrue();
        Life first = none.next();
        db = db.with(first.began()).dbAfter();
        assertThat(Life.last(db, "main")).isEqualTo(new Life("main", 1, false));
        Database ended = db.with(first.ended()).dbAfter();
        assertThat(Life.last(ended, "main").isOver()).isTrue();
        Database replaced = db.with(first.next().began()).dbAfter();
        Database late = replaced.with(first.ended()).dbAfter();
        assertThat(Life.last(late, "main")).isEqualTo(new Life("main", 2, false));
    }
}
