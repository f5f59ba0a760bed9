package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Request;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.RequestState;
import dev.factum.machine.retention.Forgetting;
import dev.factum.machine.retention.ForgettingReport;
import dev.factum.machine.retention.Retention;
import dev.factum.machine.run.Broker;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Receipt;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What may be let go of old decisions, and what must stay.
class RetentionTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final InstantSource MUCH_LATER =
            InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z"));
    private static final Retention MONTH = Retention.of(Duration.ofDays(30));
    private static final Topic BOOK = Topic.of("book");
    private static final Topic UNDO = Topic.of("undo");

    record Book(String id) {}

    record Undo(String id) {}

    private final InProcessBroker broker = new InProcessBroker();
    private int hours;

    private static ForgettingReport forget(MemoryConnection connection) {
        return Forgetting.run(connection, "main", MONTH, MUCH_LATER, () -> true);
    }

    private static List<Decision> decisions(MemoryConnection connection) {
        return connection.log(1, Long.MAX_VALUE).stream()
                .flatMap(entry -> Decision.in(entry).stream())
                .toList();
    }

    private MemoryConnection counted(int messages) {
        MemoryConnection connection = MemoryConnection.to(Counters.empty());
        try (Runner runner = Runner.start(Counters.machine(), connection, broker)) {
            for (int number = 0; number < messages; number++) {
                runner.call(Counters.message("m" + number, "a" + number % 3, 1_000));
            }
            assertThat(runner.awaitIdle(LONG)).isTrue();
        }
        return connection;
    }

    // ---- messages and replies

    @Test
    void whatWasSentLongAgoIsLetGoAndWhoDecidedStays() {
        MemoryConnection connection = counted(5);
        List<Decision> before = decisions(connection);
        ForgettingReport forgotten = forget(connection);
        assertThat(forgotten.decisions()).isEqualTo(5);
        assertThat(forgotten.bytes()).isPositive();
        List<Decision> after = decisions(connection);
        assertThat(after)
                .extracting(Decision::digest)
                .isEqualTo(before.stream().map(Decision::digest).toList());
        assertThat(after)
                .extracting(Decision::received)
                .isEqualTo(before.stream().map(Decision::received).toList());
        assertThat(after)
                .allSatisfy(decision -> {
                    assertThat(decision.messages()).isEmpty();
                    assertThat(decision.reply()).isNull();
                    assertThat(decision.forgotten())
                            .containsExactlyInAnyOrder(
                                    Decision.Forgotten.MESSAGES, Decision.Forgotten.REPLY);
                });
        long basis = connection.db().basisT();
        assertThat(forget(connection).decisions()).isZero();
        assertThat(connection.db().basisT()).isEqualTo(basis);
    }

    @Test
    void whatIsYoungStays() {
        MemoryConnection connection = counted(5);
        Instant now = connection.db().state().lastInstant();
        ForgettingReport forgotten =
                Forgetting.run(connection, "main", MONTH, InstantSource.fixed(now), () -> true);
        assertThat(forgotten.decisions()).isZero();
        assertThat(decisions(connection))
                .allSatisfy(each -> assertThat(each.messages()).isNotEmpty());
    }

    @Test
    void whatAnotherMachineOwesStays() {
        MemoryConnection connection = counted(5);
        assertThat(Forgetting.run(connection, "other", MONTH, MUCH_LATER, () -> true).decisions())
                .isZero();
    }

    @Test
    void whatWasNotAcceptedStays() {
        MemoryConnection connection = MemoryConnection.to(Counters.empty());
        var waiting = new CopyOnWriteArrayList<Broker.Delivered>();
        broker.subscribe("outside", Set.of(Counters.COUNTED), waiting::add);
        try (Runner runner = Runner.start(Counters.machine(), connection, broker)) {
            runner.call(Counters.message("m1", "a", 3));
            assertThat(forget(connection).decisions()).isZero();
            while (waiting.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
            waiting.forEach(Broker.Delivered::acknowledge);
            assertThat(runner.awaitIdle(LONG)).isTrue();
        }
        assertThat(forget(connection).decisions()).isEqualTo(1);
    }

    @Test
    void aDuplicateThatWantsAForgottenReplyIsToldSoAndChangesNothing() {
        MemoryConnection connection = counted(1);
        forget(connection);
        try (Runner runner = Runner.start(Counters.machine(), connection, broker)) {
            Message again = Counters.message("m0", "a0", 1_000);
            Receipt receipt = runner.call(again);
            assertThat(receipt.isDecided()).isTrue();
            assertThat(receipt.error().orElseThrow().code())
                    .isEqualTo(MachineErrorCode.EFFECTS_FORGOTTEN);
            assertThatThrownBy(() -> runner.ask(again))
                    .hasMessageContaining(":factum.machine/effects-forgotten");
            assertThat(runner.stats().duplicates()).isEqualTo(2);
            assertThat(Counters.valueOf(connection.db(), "a0")).isEqualTo(1);
        }
    }

    @Test
    void whereverItStopsTheNextRunComesToTheSameEnd() {
        MemoryConnection whole = counted(40);
        var moment = whole.moment();
        forget(whole);
        for (int batches = 0; batches < 3; batches++) {
            MemoryConnection connection = MemoryConnection.at(moment);
            var left = new AtomicInteger(batches);
            Forgetting.run(connection, "main", MONTH, MUCH_LATER, () -> left.getAndDecrement() > 0);
            forget(connection);
            assertThat(decisions(connection)).isEqualTo(decisions(whole));
        }
    }

    @Test
    void aRunnerDoesSoWhileItWorks() {
        MemoryConnection connection = counted(3);
        RunnerOptions options =
                RunnerOptions.standard()
                        .clock(MUCH_LATER)
                        .retention(MONTH.every(Duration.ofMillis(5)));
        try (Runner runner = Runner.start(Counters.machine(), connection, broker, options)) {
            long end = System.nanoTime() + LONG.toNanos();
            while (runner.stats().forgotten() < 3 && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(runner.stats().forgotten()).isEqualTo(3);
            assertThat(runner.stats().forgottenBytes()).isPositive();
            assertThat(runner.call(Counters.message("m9", "a9", 9)).isDecided()).isTrue();
        }
    }

    // ---- requests

    private static Machine bookings() {
        Contract contract = Contract.nothing().requests("keyed");
        return Machine.builder()
                .on(
                        BOOK,
                        "book",
                        Book.class,
                        (book, _, _) ->
                                Effects.none()
                                        .request(
                                                Request.of(
                                                                "seat",
                                                                "POST",
                                                                "keyed",
                                                                "/seats/" + book.id())
                                                        .saga(book.id())
                                                        .compensatedBy(
                                                                Request.of(
                                                                        "free",
                                                                        "POST",
                                                                        "keyed",
                                                                        "/free/" + book.id())))
                                        .request(
                                                Request.of(
                                                        "mail",
                                                        "POST",
                                                        "keyed",
                                                        "/mails/" + book.id())),
                        contract)
                .on(
                        UNDO,
                        "undo",
                        Undo.class,
                        (undo, _, _) -> Effects.none().compensate(undo.id()),
                        contract)
                .build();
    }

    private static Message message(
            MemoryConnection connection, Topic topic, String id, Record body) {
        return Message.of(id, topic, "k", connection.db().state().lastInstant(), body);
    }

    @Test
    void anOpenRequestKeepsItsDecisionUntilItHasEnded() {
        MemoryConnection connection = MemoryConnection.to(TestDatabase.with(List.of(anything())));
        try (Runner runner = Runner.start(bookings(), connection, broker)) {
            runner.call(message(connection, BOOK, "m1", new Book("b1")));
        }
        assertThat(PlannedRequest.in(connection.db(), RequestState.PLANNED)).hasSize(2);
        ForgettingReport first = forget(connection);
        assertThat(first.decisions()).isZero();
        assertThat(first.kept()).isEqualTo(1);
        assertThat(forget(connection).kept()).isEqualTo(1);
        var host = new SimulatedHost().partner("keyed", true);
        perform(connection, host);
        ForgettingReport second = forget(connection);
        assertThat(second.decisions()).isEqualTo(1);
        assertThat(second.kept()).isZero();
    }

    @Test
    void whatASagaMayHaveToUndoStaysAndIsUndoneLater() {
        MemoryConnection connection = MemoryConnection.to(TestDatabase.with(List.of(anything())));
        var host = new SimulatedHost().partner("keyed", true);
        try (Runner runner = start(connection, host)) {
            runner.call(message(connection, BOOK, "m1", new Book("b1")));
            assertThat(runner.awaitIdle(LONG)).isTrue();
        }
        assertThat(forget(connection).decisions()).isEqualTo(1);
        Decision rest = decisions(connection).getFirst();
        assertThat(rest.request("seat").compensation()).isPresent();
        assertThatThrownBy(() -> rest.request("mail"))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(MachineErrorCode.EFFECTS_FORGOTTEN));
        try (Runner runner = start(connection, host)) {
            runner.call(message(connection, UNDO, "m2", new Undo("b1")));
            forget(connection);
        }
        perform(connection, host);
        assertThat(host.acts()).extracting(Call::path).contains("/free/b1");
    }

    private static Attribute<String> anything() {
        return Attribute.string("thing/name");
    }

    /// A runner an hour later than the one before.
    private Runner start(MemoryConnection connection, SimulatedHost host) {
        hours++;
        Instant now = connection.db().state().lastInstant().plus(Duration.ofHours(hours));
        RunnerOptions options =
                RunnerOptions.standard().gateway(host).clock(InstantSource.fixed(now));
        return Runner.start(bookings(), connection, broker, options);
    }

    /// Lets a runner work until no request is open.
    private void perform(MemoryConnection connection, SimulatedHost host) {
        try (Runner runner = start(connection, host)) {
            long end = System.nanoTime() + LONG.toNanos();
            while (isOpen(connection) && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(runner.awaitIdle(LONG)).isTrue();
        }
        assertThat(isOpen(connection)).isFalse();
    }

    private static boolean isOpen(MemoryConnection connection) {
        return List.of(RequestState.PLANNED, RequestState.ATTEMPTING, RequestState.UNKNOWN).stream()
                .anyMatch(state -> !PlannedRequest.in(connection.db(), state).isEmpty());
    }

    @Test
    void aRetentionThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Retention.of(Duration.ofDays(-1)))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(MachineErrorCode.INVALID_RETENTION));
        assertThatThrownBy(() -> MONTH.every(Duration.ZERO)).isInstanceOf(FactumError.class);
        assertThatThrownBy(() -> MONTH.claims(Duration.ofDays(29))).isInstanceOf(FactumError.class);
    }

    @Test
    void aMachineThatCountsOnClaimsForLongerThanTheyAreKeptDoesNotStart() {
        RunnerOptions options =
                RunnerOptions.standard().retention(MONTH.claims(Duration.ofDays(60)));
        assertThatThrownBy(() ->
                        Runner.start(
                                Counters.machine(),
                                MemoryConnection.to(Counters.empty()),
                                broker,
                                options))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(MachineErrorCode.INVALID_RETENTION));
    }
}
