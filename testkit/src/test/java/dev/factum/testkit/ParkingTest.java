package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.claim.ParkedClass;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.park.DryRun;
import dev.factum.machine.park.ParkingDesk;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.Settlement;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Receipt;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import dev.factum.testkit.SimulatedHost.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Messages that could not be decided, and how they are decided after all.
class ParkingTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Attribute<String> NAME = Attribute.string("account/name").identity();
    private static final Attribute<Long> BALANCE = Attribute.longNumber("account/balance");
    private static final Topic OPEN = Topic.of("open");
    private static final Topic PAY = Topic.of("pay");

    record Open(String name) {}

    record Pay(String name, long amount) {}

    private final MemoryConnection connection =
            MemoryConnection.to(TestDatabase.with(List.of(NAME, BALANCE)));
    private final InProcessBroker broker = new InProcessBroker();
    private Runner runner = Runner.start(machine().build(), connection, broker);

    private static Effects open(Open open) {
        return Effects.facts(Fact.entity().with(NAME, open.name()).with(BALANCE, 0L));
    }

    private static Effects pay(Pay pay, Database db) {
        long balance =
                db.entity(NAME.is(pay.name()))
                        .flatMap(account -> account.get(BALANCE))
                        .orElseThrow(() -> new IllegalStateException("no account"));
        if (pay.amount() < 0) {
            throw new IllegalArgumentException("less than nothing");
        }
        return Effects.facts(Fact.set(NAME.is(pay.name()), BALANCE, balance * 10 + pay.amount()));
    }

    private static Machine.Builder machine() {
        Contract contract = Contract.nothing().writes(NAME, BALANCE);
        return Machine.builder()
                .version("1")
                .on(OPEN, "open", Open.class, (open, _, _) -> open(open), contract)
                .on(PAY, "pay", Pay.class, (pay, db, _) -> pay(pay, db), contract);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private void restart(Machine machine) {
        runner.close();
        runner = Runner.start(machine, connection, broker);
    }

    private Receipt pay(String id, String name, long amount) {
        return runner.call(Message.of(id, PAY, name, NOON, new Pay(name, amount)));
    }

    private void open(String name) {
        runner.call(Message.of("open-" + name, OPEN, name, NOON, new Open(name)));
    }

    private long balance(String name) {
        assertThat(runner.awaitIdle(LONG)).isTrue();
        return connection
                .db()
                .entity(NAME.is(name))
                .flatMap(account -> account.get(BALANCE))
                .orElse(-1L);
    }

    private ParkingDesk desk() {
        return ParkingDesk.of(connection, "ann");
    }

    @Test
    void aMessageIsTriedAgainWhenWhatItReadChanges() {
        assertThat(pay("p1", "a", 1).isDecided()).isFalse();
        assertThat(desk().parked())
                .singleElement()
                .satisfies(parked -> {
                    assertThat(parked.kind()).isEqualTo(ParkedClass.HANDLER);
                    assertThat(parked.reason()).contains("no account");
                });
        open("b");
        assertThat(runner.awaitIdle(LONG)).isTrue();
        assertThat(desk().parked()).extracting(Parked::runs).containsExactly(1L);
        open("a");
        assertThat(balance("a")).isEqualTo(1);
        assertThat(desk().parked()).isEmpty();
    }

    @Test
    void laterMessagesOfItsKeyWaitForItAndComeInTheirOrder() {
        pay("p1", "a", 1);
        pay("p2", "a", 2);
        Receipt third = pay("p3", "a", 3);
        assertThat(third.error().orElseThrow().code()).isEqualTo(MachineErrorCode.KEY_PARKED);
        assertThat(desk().parked())
                .extracting(Parked::kind)
                .containsExactly(ParkedClass.HANDLER, ParkedClass.BEHIND, ParkedClass.BEHIND);
        open("a");
        assertThat(balance("a")).isEqualTo(123);
        assertThat(desk().parked()).isEmpty();
    }

    @Test
    void ifTheOrderMeansNothingTheyPassBy() {
        restart(machine().passing("pay").build());
        open("a");
        pay("p1", "a", -1);
        assertThat(pay("p2", "a", 2).isDecided()).isTrue();
        assertThat(balance("a")).isEqualTo(2);
        assertThat(desk().parked()).hasSize(1);
    }

    @Test
    void newCodeTriesAgainAndTheSameCodeDoesNot() {
        open("a");
        pay("p1", "a", -7);
        restart(machine().build());
        assertThat(runner.awaitIdle(LONG)).isTrue();
        assertThat(desk().parked()).extracting(Parked::runs).containsExactly(1L);
        restart(
                Machine.builder()
                        .version("2")
                        .on(
                                PAY,
                                "pay",
                                Pay.class,
                                (pay, db, _) ->
                                        pay(new Pay(pay.name(), Math.abs(pay.amount())), db),
                                Contract.nothing().writes(BALANCE))
                        .build());
        assertThat(balance("a")).isEqualTo(7);
    }

    @Test
    void whatChangedWhileNobodyRanIsSeenAtTheStart() {
        pay("p1", "a", 5);
        runner.close();
        connection.transact(List.of(Map.of(NAME.ident(), "a", BALANCE.ident(), 0L)));
        restart(machine().build());
        assertThat(balance("a")).isEqualTo(5);
    }

    @Test
    void anOperatorReplaysAndTheHistorySaysWho() {
        open("a");
        pay("p1", "a", -1);
        desk().replay(desk().parked().getFirst());
        assertThat(runner.awaitIdle(LONG)).isTrue();
        assertThat(desk().parked()).extracting(Parked::runs).containsExactly(2L);
        assertThat(desk().replay(_ -> true, Duration.ZERO, () -> true)).isEqualTo(1);
        assertThat(desk().replay(_ -> true, Duration.ZERO, () -> false)).isZero();
        assertThat(said("replay")).isEqualTo(2);
    }

    @Test
    void whatIsDiscardedIsDecidedForEverAndTheNextMoveUp() {
        open("a");
        pay("p1", "a", -1);
        pay("p2", "a", 2);
        Parked first = desk().parked().getFirst();
        desk().discard(first, "sent by mistake");
        assertThat(balance("a")).isEqualTo(2);
        assertThat(desk().parked()).isEmpty();
        assertThat(pay("p1", "a", -1).isDecided()).isTrue();
        assertThat(said("discard")).isEqualTo(1);
        assertThat(refusal(() -> desk().discard(first, "again")))
                .isEqualTo(MachineErrorCode.NOT_PARKED);
        assertThat(refusal(() -> desk().discard(first, " ")))
                .isEqualTo(MachineErrorCode.INVALID_OPERATOR);
        assertThat(refusal(() -> ParkingDesk.of(connection, "")))
                .isEqualTo(MachineErrorCode.INVALID_OPERATOR);
        assertThat(refusal(() -> desk().parked("main/pay/p1")))
                .isEqualTo(MachineErrorCode.NOT_PARKED);
    }

    @Test
    void anEditedMessageIsAnotherOneInTheSamePlace() {
        open("a");
        pay("p1", "a", -1);
        pay("p2", "a", 2);
        Message edited =
                desk().edit(
                                desk().parked().getFirst(),
                                Map.of(Keyword.of("pay/name"), "a", Keyword.of("pay/amount"), 1L),
                                "a sign was wrong");
        assertThat(edited.cause()).isEqualTo("p1");
        assertThat(balance("a")).isEqualTo(12);
        assertThat(pay("p1", "a", -1).isDecided()).isTrue();
        assertThat(balance("a")).isEqualTo(12);
        assertThat(said("edit")).isEqualTo(1);
    }

    @Test
    void aDryRunSaysWhatWouldCome() {
        pay("p1", "a", 1);
        runner.close();
        Parked parked = desk().parked().getFirst();
        connection.transact(List.of(Map.of(NAME.ident(), "a", BALANCE.ident(), 4L)));
        Database now = connection.db();
        DryRun then = DryRun.of(machine().build().handlers(), parked, now.asOf(parked.basis()));
        assertThat(then.error().orElseThrow().code()).isEqualTo(MachineErrorCode.HANDLER_FAILED);
        DryRun today = DryRun.of(machine().build().handlers(), parked, now);
        assertThat(today.effects()).contains(Effects.facts(Fact.set(NAME.is("a"), BALANCE, 41L)));
        assertThat(today.isLike(then)).isFalse();
        assertThat(today.isLike(DryRun.of(machine().build().handlers(), parked, now))).isTrue();
        DryRun elsewhere = DryRun.of(Counters.machine().handlers(), parked, now);
        assertThat(elsewhere.error().orElseThrow().code()).isEqualTo(MachineErrorCode.NO_HANDLER);
        assertThat(connection.db().basisT()).isEqualTo(now.basisT());
    }

    @Test
    void aPersonSettlesWhatNobodyKnew() {
        var host = new SimulatedHost().partner("silent", false);
        for (String payout : List.of("happened", "not", "never")) {
            host.behaves("silent", "/payouts/" + payout, Behaviour.LOSES_ANSWER);
        }
        MemoryConnection loans = MemoryConnection.to(Payouts.empty());
        RunnerOptions options = RunnerOptions.standard().gateway(host);
        try (Runner loaning = Runner.start(Payouts.machine(), loans, broker, options)) {
            List.of("happened", "not", "never")
                    .forEach(id -> loaning.call(Payouts.wanted(id, "silent")));
            assertThat(loaning.awaitIdle(LONG)).isTrue();
            ParkingDesk desk = ParkingDesk.of(loans, "ann");
            List<PlannedRequest> unknown = desk.unknown();
            assertThat(unknown).hasSize(3);
            desk.settle(unknown.get(0), new Settlement.Happened(200, Map.of()));
            desk.settle(unknown.get(1), new Settlement.NotHappened());
            desk.settle(unknown.get(2), new Settlement.GivenUp("the customer has left"));
            assertThat(loaning.awaitIdle(LONG)).isTrue();
            assertThat(desk.unknown()).isEmpty();
            assertThat(Payouts.stateOf(loans.db(), "happened")).isEqualTo("paid");
            assertThat(Payouts.stateOf(loans.db(), "not")).isEqualTo("paid");
            assertThat(Payouts.stateOf(loans.db(), "never")).isEqualTo("refused");
            assertThat(refusal(() -> desk.settle(unknown.get(0), new Settlement.NotHappened())))
                    .isEqualTo(MachineErrorCode.NOT_UNKNOWN);
        }
        assertThat(host.acts().stream().map(call -> call.path()))
                .contains("/payouts/happened", "/withdraw/never")
                .filteredOn(path -> path.equals("/payouts/not"))
                .hasSize(2);
    }

    private int said(String action) {
        return connection
                .db()
                .queryColumns(
                        """
                        [:find ?tx :in $ ?action
                         :where [?tx :factum.operator/action ?action]
                                [?tx :factum.operator/name "ann"]]\
                        """,
                        action)
                .size();
    }

    private static Object refusal(ThrowingCallable call) {
        return catchThrowableOfType(FactumError.class, call).code();
    }
}
