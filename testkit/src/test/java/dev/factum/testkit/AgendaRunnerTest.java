package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Schedule;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import dev.factum.machine.timer.TimerFacts;
import dev.factum.testkit.SimulatedHost.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Timers and requests on real threads, with the real clock.
class AgendaRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Topic ALARM = Topic.of("alarm");
    private static final Topic SET = Topic.of("set");

    record SetAlarm(String id, Instant at) {}

    record Ring(String id) {}

    private final MemoryConnection connection = MemoryConnection.to(Payouts.empty());
    private final InProcessBroker broker = new InProcessBroker();
    private final BlockingQueue<Message> rung = new LinkedBlockingQueue<>();

    private void listen(Topic topic) {
        broker.subscribe(
                "outside",
                Set.of(topic),
                delivered -> {
                    rung.add(delivered.message());
                    delivered.acknowledge();
                });
    }

    private static Machine alarms() {
        return Machine.builder()
                .on(
                        SET,
                        "set",
                        SetAlarm.class,
                        (set, _, _) -> Effects.none().timer(alarm(set)),
                        Contract.nothing().sends(ALARM, Ring.class))
                .build();
    }

    private static Timer alarm(SetAlarm set) {
        var ring = OutgoingMessage.of(ALARM, set.id(), new Ring(set.id()));
        if (set.at().equals(Instant.EPOCH)) {
            return Timer.cancel(set.id());
        }
        return set.id().equals("every")
                ? Timer.every(set.id(), Schedule.every(Duration.ofMillis(20)), set.at(), ring)
                : Timer.at(set.id(), set.at(), ring);
    }

    private static Message set(String message, String id, Instant at) {
        return Message.of(message, SET, id, Instant.now(), new SetAlarm(id, at));
    }

    @Test
    void aTimerFiresWhenItIsDueWithThatMomentAsItsTime() throws InterruptedException {
        listen(ALARM);
        try (Runner runner = Runner.start(alarms(), connection, broker)) {
            Instant due = Instant.ofEpochMilli(Instant.now().plusMillis(200).toEpochMilli());
            runner.call(set("m1", "once", due));
            runner.call(set("m2", "never", Instant.now().plus(LONG)));
            runner.call(set("m3", "never", Instant.EPOCH));
            Message ring = rung.poll(20, TimeUnit.SECONDS);
            assertThat(ring).isNotNull();
            assertThat(ring.time()).isEqualTo(due);
            assertThat(Instant.now()).isAfterOrEqualTo(due);
            assertThat(runner.awaitIdle(LONG)).isTrue();
            assertThat(TimerFacts.in(connection.db(), "main")).isEmpty();
        }
        assertThat(rung).isEmpty();
    }

    @Test
    void aTimerOfAnEarlierRunnerFiresLateAndOnce() throws InterruptedException {
        Instant due = Payouts.NOON.plus(Duration.ofHours(1));
        try (Runner runner = startAt(Payouts.NOON)) {
            runner.call(set("m1", "once", due));
        }
        assertThat(TimerFacts.in(connection.db(), "main")).hasSize(1);
        listen(ALARM);
        try (Runner runner = startAt(due.plusSeconds(1))) {
            Message ring = rung.poll(20, TimeUnit.SECONDS);
            assertThat(ring).isNotNull();
            assertThat(ring.time()).isEqualTo(due);
            assertThat(runner.awaitIdle(LONG)).isTrue();
        }
        assertThat(rung).isEmpty();
    }

    private Runner startAt(Instant now) {
        return Runner.start(
                alarms(),
                connection,
                broker,
                RunnerOptions.standard().clock(InstantSource.fixed(now)));
    }

    @Test
    void aScheduleFiresAgainAndAgainUntilItIsCancelled() throws InterruptedException {
        listen(ALARM);
        try (Runner runner = Runner.start(alarms(), connection, broker)) {
            runner.call(set("m1", "every", Instant.now()));
            Message first = rung.poll(20, TimeUnit.SECONDS);
            Message second = rung.poll(20, TimeUnit.SECONDS);
            assertThat(first).isNotNull();
            assertThat(second).isNotNull();
            assertThat(second.time()).isAfter(first.time());
            runner.call(set("m2", "every", Instant.EPOCH));
            assertThat(TimerFacts.in(connection.db(), "main")).isEmpty();
        }
    }

    @Test
    void requestsArePerformedAndTheirOutcomesHandled() {
        SimulatedHost host =
                new SimulatedHost()
                        .partner("keyed", true)
                        .behaves("keyed", "/approvals/l1", Behaviour.LOSES_ANSWER);
        RunnerOptions options = RunnerOptions.standard().gateway(host);
        try (Runner runner = Runner.start(Payouts.machine(), connection, broker, options)) {
            for (int loan = 1; loan <= 50; loan++) {
                runner.call(Payouts.wanted("l" + loan, "keyed"));
            }
            awaitPaid(runner, 50);
        }
        assertThat(host.acts()).hasSize(100);
        assertThat(host.problems()).isEmpty();
    }

    private void awaitPaid(Runner runner, int loans) {
        Instant end = Instant.now().plus(LONG);
        long paid = 0;
        while (paid < loans && Instant.now().isBefore(end)) {
            assertThat(runner.awaitIdle(LONG)).isTrue();
            paid =
                    connection
                            .db()
                            .queryColumns("[:find ?l :where [?l :loan/state \"paid\"]]")
                            .size();
        }
        assertThat(paid).isEqualTo(loans);
    }
}
