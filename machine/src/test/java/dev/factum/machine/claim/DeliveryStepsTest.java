package dev.factum.machine.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.Category;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Delivery.Phase;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.handler.Handler;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.handler.Handlers;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Rendered;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The protocol of one message: what is asked for after each answer.
class DeliveryStepsTest {

    private static final Attribute<String> NAME = Attribute.string("t/name").identity();
    private static final Attribute<Long> VALUE = Attribute.longNumber("t/value");
    private static final Topic IN = Topic.of("in");
    private static final Topic OUT = Topic.of("out");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private final FactumError lost = FactumError.of(DbErrorCode.TRANSACTION_TIMEOUT, "Lost");
    private final FactumError refused = FactumError.of(DbErrorCode.UNIQUE_CONFLICT, "Refused");

    record Set(String name, long value) {}

    record Done(String name) {}

    private static Effects set(Set message, Database db, Context context) {
        if (message.value() < 0) {
            throw new IllegalStateException("negative");
        }
        return message.value() == 0
                ? Effects.none()
                : Effects.facts(
                                Fact.entity()
                                        .with(NAME, message.name())
                                        .with(VALUE, message.value()))
                        .message(OUT, "k", new Done(message.name()))
                        .message(OUT, "k", new Done(message.name()))
                        .reply(new Done(message.name()));
    }

    private static HandlerDefinition<Set> definition(String name) {
        Contract contract =
                Contract.nothing().writes(NAME, VALUE).sends(OUT, Done.class).replies(Done.class);
        return new HandlerDefinition<>(
                name, IN, MessageType.of(Set.class), DeliveryStepsTest::set, contract);
    }

    private final DeliverySteps steps =
            new DeliverySteps(
                    "main", "", Handlers.of(List.of(definition("first"), definition("second"))));
    private final DeliverySteps one =
            new DeliverySteps("main", "", Handlers.of(List.of(definition("first"))));
    private final Database db =
            StandardEngine.emptyDatabase(Functions.none())
                    .with(List.of(NAME.declaration(), VALUE.declaration()))
                    .dbAfter();

    private static Message message(long value) {
        return Message.of("m1", IN, "k", NOON, new Set("a", value));
    }

    private static Io only(Step step) {
        assertThat(step.io()).hasSize(1);
        return step.io().getFirst();
    }

    private static TxRequest asked(Step step) {
        return ((Io.Transact) only(step)).request();
    }

    private Step looked(DeliverySteps machine, Message message, boolean wantsReply) {
        Step begun = machine.begin(message, wantsReply);
        assertThat(only(begun)).isEqualTo(new Io.Look(0));
        return machine.next(begun.delivery(), new Event.Looked(db));
    }

    private Step answered(Step step, TxResult result) {
        return one.next(step.delivery(), new Event.Answered(result));
    }

    private TxReport applied(TxRequest request) {
        return Transaction.apply(
                db, request.decide(db).txData(), TxOptions.at(NOON, request.claim().orElse(null)));
    }

    private static Outcome outcome(Step step) {
        return step.delivery().outcomes().getLast();
    }

    @Test
    void factsClaimReadsAndAttachmentAreAskedForAtOnce() {
        Step step = looked(one, message(1), false);
        TxRequest request = asked(step);
        assertThat(request.claim()).contains("main/first/m1");
        assertThat(request.basis()).isEqualTo(db.basisT());
        TxReport report = applied(request);
        var attachment = request.decide(db).attachment();
        Bytes bytes = Objects.requireNonNull(attachment).apply(report);
        Decision decision = Decision.in(new LogEntry(2, List.of(), bytes)).orElseThrow();
        assertThat(decision.handler()).isEqualTo("first");
        assertThat(decision.message()).isEqualTo("m1");
        assertThat(decision.messages()).hasSize(2).extracting(Message::id).doesNotHaveDuplicates();
        assertThat(decision.messages()).extracting(Message::cause).containsOnly("m1");
        Step done = answered(step, new TxResult.Committed(report));
        assertThat(outcome(done))
                .isInstanceOfSatisfying(
                        Outcome.Decided.class,
                        decided -> {
                            assertThat(decided.t()).isEqualTo(report.t());
                            assertThat(decided.runs()).isEqualTo(1);
                            assertThat(decided.reply()).isPresent();
                        });
        assertThat(only(done)).isEqualTo(new Io.Acknowledge());
        Step finished = one.next(done.delivery(), new Event.Performed());
        assertThat(finished.delivery().isFinished()).isTrue();
        assertThat(finished.io()).isEmpty();
    }

    @Test
    void anEmptyDecisionIsClaimedToo() {
        TxRequest request = asked(looked(one, message(0), false));
        assertThat(request.claim()).contains("main/first/m1");
        assertThat(request.decide(db).txData()).isEmpty();
    }

    @Test
    void aClaimThatIsThereRunsNothing() {
        TxReport before = applied(asked(looked(one, message(1), false)));
        Step begun = one.begin(message(-1), false);
        Step step = one.next(begun.delivery(), new Event.Looked(before.dbAfter()));
        assertThat(outcome(step)).isEqualTo(new Outcome.Repeated("first", before.t(), null));
        assertThat(only(step)).isEqualTo(new Io.Acknowledge());
    }

    @Test
    void aDuplicateGetsTheReplyThatWasRecorded() {
        Step step = looked(one, message(1), true);
        TxRequest request = asked(step);
        var attachment = Objects.requireNonNull(request.decide(db).attachment());
        Bytes bytes = attachment.apply(applied(request));
        Step duplicate = answered(step, new TxResult.Duplicate(7));
        assertThat(only(duplicate)).isEqualTo(new Io.ReadLog(7));
        Step done =
                one.next(duplicate.delivery(), new Event.Read(new LogEntry(7, List.of(), bytes)));
        assertThat(outcome(done).reply().orElseThrow().as(Done.class)).isEqualTo(new Done("a"));
    }

    @Test
    void aConflictRunsAgainTwiceAndThenAtTheWriter() {
        Step step = looked(one, message(1), true);
        for (int run = 1; run < DeliverySteps.OPTIMISTIC_RUNS; run++) {
            Step conflict =
                    answered(step, new TxResult.Conflict(new ReadRange.Everything(), 40 + run));
            assertThat(only(conflict)).isEqualTo(new Io.Look(40 + run));
            step = one.next(conflict.delivery(), new Event.Looked(db));
        }
        Step last = answered(step, new TxResult.Conflict(new ReadRange.Everything(), 50));
        TxRequest atWriter = asked(last);
        assertThat(atWriter.reads().isEmpty()).isTrue();
        assertThat(atWriter.claim()).contains("main/first/m1");
        TxReport report = applied(atWriter);
        assertThat(report.dbAfter().entity(NAME.is("a"))).isPresent();
        Step committed = answered(last, new TxResult.Committed(report));
        assertThat(only(committed)).isEqualTo(new Io.ReadLog(report.t()));
        Step done =
                one.next(
                        committed.delivery(),
                        new Event.Read(new LogEntry(report.t(), List.of(), null)));
        assertThat(outcome(done))
                .isEqualTo(
                        new Outcome.Decided(
                                "first", report.t(), DeliverySteps.OPTIMISTIC_RUNS + 1, null));
    }

    @Test
    void anUnknownAnswerAsksTheSameAgainAndGivesTheMessageBackInTheEnd() {
        Step step = looked(one, message(1), false);
        TxRequest request = asked(step);
        for (int asks = 1; asks < DeliverySteps.MOST_ASKS; asks++) {
            step = answered(step, new TxResult.Indeterminate(lost));
            assertThat(only(step)).isEqualTo(new Io.Transact(request, asks));
        }
        Step last = answered(step, new TxResult.Rejected(lost));
        assertThat(only(last)).isEqualTo(new Io.GiveBack());
        assertThat(outcome(last)).isEqualTo(new Outcome.Undecided("first", lost));
    }

    private Step seen(Step step) {
        assertThat(only(step)).isEqualTo(new Io.Look(0));
        return one.next(step.delivery(), new Event.Looked(db));
    }

    @Test
    void whatTheDatabaseRefusesIsSetAside() {
        Step refusal = answered(looked(one, message(1), false), new TxResult.Rejected(refused));
        Step step = seen(refusal);
        TxRequest park = asked(step);
        assertThat(park.claim()).isEmpty();
        assertThat(park.decide(db).txData().toString()).contains("main/first/m1", "Refused");
        assertThat(park.decide(db).attachment()).isNull();
        Step again = seen(answered(step, new TxResult.Indeterminate(lost)));
        assertThat(((Io.Transact) only(again)).asks()).isEqualTo(1);
        assertThat(asked(again).decide(db)).isEqualTo(park.decide(db));
        Step done = answered(again, new TxResult.Committed(report()));
        assertThat(outcome(done)).isEqualTo(new Outcome.SetAside("first", refused));
        assertThat(only(done)).isEqualTo(new Io.Acknowledge());
    }

    @Test
    void whatOthersHaveDecidedMeanwhileIsNotSetAside() {
        Step refusal = answered(looked(one, message(1), false), new TxResult.Rejected(refused));
        TxReport decided = applied(asked(looked(one, message(1), false)));
        Step known = one.next(refusal.delivery(), new Event.Looked(decided.dbAfter()));
        assertThat(outcome(known)).isEqualTo(new Outcome.Repeated("first", decided.t(), null));
        Step step = seen(refusal);
        assertThat(asked(step).basis()).isEqualTo(db.basisT());
        assertThat(decided.datoms())
                .anySatisfy(datom -> assertThat(asked(step).reads().touchedBy(datom)).isPresent());
        Step late = answered(step, new TxResult.Conflict(new ReadRange.Everything(), 40));
        assertThat(only(late)).isEqualTo(new Io.Look(40));
        Step found = one.next(late.delivery(), new Event.Looked(decided.dbAfter()));
        assertThat(outcome(found)).isInstanceOf(Outcome.Repeated.class);
    }

    @Test
    void whatCannotBeSetAsideIsGivenBack() {
        Step step = seen(answered(looked(one, message(1), false), new TxResult.Rejected(refused)));
        Step given = answered(step, new TxResult.Rejected(refused));
        assertThat(only(given)).isEqualTo(new Io.GiveBack());
        for (int asks = 1; asks < DeliverySteps.MOST_ASKS; asks++) {
            step = seen(answered(step, new TxResult.Rejected(lost)));
        }
        assertThat(only(answered(step, new TxResult.Rejected(lost)))).isEqualTo(new Io.GiveBack());
    }

    @Test
    void aHandlerThatFailsSendsNothing() {
        Step step = looked(one, message(-1), false);
        assertThat(step.delivery().phase())
                .isInstanceOfSatisfying(
                        Phase.Refused.class,
                        parking -> {
                            assertThat(parking.error().code())
                                    .isEqualTo(MachineErrorCode.HANDLER_FAILED);
                            assertThat(parking.error().data()).containsEntry("handler", "first");
                        });
    }

    /// Parks what a handler does to the first message, and says why.
    private FactumError parkedBecauseOf(Handler<Set> handler) {
        var definition =
                new HandlerDefinition<>(
                        "first", IN, MessageType.of(Set.class), handler, Contract.nothing());
        var machine = new DeliverySteps("main", "", Handlers.of(List.of(definition)));
        Step step = looked(machine, message(1), false);
        return ((Phase.Refused) step.delivery().phase()).error();
    }

    @Test
    @SuppressWarnings("NullAway") // a handler may be written without it
    void aHandlerThatReturnsNothingIsSetAside() {
        FactumError error = parkedBecauseOf((_, _, _) -> null);
        assertThat(error.code()).isEqualTo(MachineErrorCode.HANDLER_FAILED);
        assertThat(error.data().toString()).contains("not null");
    }

    @Test
    void aHandlerThatEndsInAnErrorIsSetAside() {
        for (Error thrown : List.of(new NoClassDefFoundError("x"), new OutOfMemoryError("x"))) {
            FactumError error =
                    parkedBecauseOf((_, _, _) -> {
                        throw thrown;
                    });
            assertThat(error.code()).isEqualTo(MachineErrorCode.HANDLER_FAILED);
            assertThat(error).hasCause(thrown);
        }
    }

    @Test
    void whatAHandlerThrowsIsNotTriedAgainEvenIfItSaysThatThisMightHelp() {
        for (DbErrorCode code : List.of(DbErrorCode.QUERY_BUDGET, DbErrorCode.TRANSACTOR_BUSY)) {
            FactumError error =
                    parkedBecauseOf((_, _, _) -> {
                        throw FactumError.of(code, "Too much");
                    });
            assertThat(error.code()).isEqualTo(MachineErrorCode.HANDLER_FAILED);
            assertThat(error.data().toString()).contains(code.code());
        }
    }

    @Test
    void aHandlerThatCannotReadBecauseStorageIsAwayIsAskedLater() {
        FactumError away = FactumError.of(DbErrorCode.STORAGE_UNAVAILABLE, "Away");
        Handler<Set> reading =
                (_, _, _) -> {
                    throw away;
                };
        var definition =
                new HandlerDefinition<>(
                        "first", IN, MessageType.of(Set.class), reading, Contract.nothing());
        var machine = new DeliverySteps("main", "", Handlers.of(List.of(definition)));
        assertThat(only(looked(machine, message(1), false))).isEqualTo(new Io.GiveBack());
    }

    @Test
    void codeThatRunsForTooLongAtTheWriterIsSetAside() {
        for (DbErrorCode code : List.of(DbErrorCode.TX_FN_BUDGET, DbErrorCode.QUERY_BUDGET)) {
            FactumError error = FactumError.of(code, "Too long");
            Step step = answered(looked(one, message(1), false), new TxResult.Rejected(error));
            assertThat(step.delivery().phase()).isInstanceOf(Phase.Refused.class);
        }
    }

    @Test
    void aWriterThatCannotWriteNowIsAskedAgain() {
        ErrorCode fenced =
                new ErrorCode() {
                    @Override
                    public String code() {
                        return ":db.error/writer-fenced";
                    }

                    @Override
                    public Category category() {
                        return Category.UNAVAILABLE;
                    }
                };
        List<ErrorCode> codes =
                List.of(fenced, DbErrorCode.STORAGE_UNAVAILABLE, DbErrorCode.TRANSACTOR_BUSY);
        for (ErrorCode code : codes) {
            Step step = looked(one, message(1), false);
            TxRequest request = asked(step);
            Step again = answered(step, new TxResult.Rejected(FactumError.of(code, "Not now")));
            assertThat(only(again)).isEqualTo(new Io.Transact(request, 1));
        }
    }

    @Test
    void machinesDoNotTakeEachOthersClaims() {
        var other = new DeliverySteps("other", "", Handlers.of(List.of(definition("first"))));
        TxReport before = applied(asked(looked(one, message(1), false)));
        Step begun = other.begin(message(1), false);
        Step step = other.next(begun.delivery(), new Event.Looked(before.dbAfter()));
        assertThat(asked(step).claim()).contains("other/first/m1");
    }

    @Test
    void oneHandlerAfterTheOtherDecidesAndLooksAtLeastAtWhatTheFirstWrote() {
        Step first = looked(steps, message(1), false);
        Step second =
                steps.next(
                        first.delivery(),
                        new Event.Answered(new TxResult.Committed(applied(asked(first)))));
        assertThat(only(second)).isEqualTo(new Io.Look(2));
        Step committing = steps.next(second.delivery(), new Event.Looked(db));
        assertThat(asked(committing).claim()).contains("main/second/m1");
    }

    @Test
    void aMessageThatNobodyTakesIsAcknowledged() {
        Message other = Message.of("m1", OUT, "k", NOON, new Done("a"));
        assertThat(only(one.begin(other, false))).isEqualTo(new Io.Acknowledge());
    }

    @Test
    void anAnswerToSomethingElseIsADefect() {
        Step begun = one.begin(message(1), false);
        assertThatThrownBy(() -> one.next(begun.delivery(), new Event.Performed()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsKnownOnlyAfterTheCommitIsRenderedThen() {
        var counted =
                new HandlerDefinition<>(
                        "open",
                        IN,
                        MessageType.of(Set.class),
                        (Set message, Database _, Context _) ->
                                Effects.facts(
                                                Fact.entity()
                                                        .with(NAME, message.name())
                                                        .with(VALUE, 1L),
                                                Fact.increment(NAME.is("b"), VALUE, 2))
                                        .message(OUT, "k", rendered()),
                        Contract.nothing().writes(NAME, VALUE).sends(OUT));
        Database before =
                db.with(List.of(Fact.entity().with(NAME, "b").with(VALUE, 5L).form())).dbAfter();
        TxRequest request = Proposal.of("main", counted, message(1), before).request();
        TxRequest.Decision decision = request.decide(before);
        TxReport report = before.with(decision.txData());
        Bytes bytes = Objects.requireNonNull(decision.attachment()).apply(report);
        Decision recorded = Decision.in(new LogEntry(3, List.of(), bytes)).orElseThrow();
        assertThat(recorded.messages().getFirst().payload())
                .isEqualTo(Map.of(Keyword.of("sum"), 8L));
    }

    private static Map<Keyword, Object> rendered() {
        return Map.of(
                Keyword.of("sum"),
                Rendered.query("[:find (sum ?v) . :with ?e :where [?e :t/value ?v]]"));
    }

    private TxReport report() {
        return db.with(List.of());
    }
}
