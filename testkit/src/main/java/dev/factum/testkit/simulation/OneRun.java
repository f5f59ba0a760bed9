package dev.factum.testkit.simulation;

import dev.factum.facts.connection.LogEntry;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Machine;
import dev.factum.testkit.MemoryLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One run of a [Simulation].
final class OneRun {

    /// After so many steps nothing goes wrong any more.
    private static final long STEPS_WITH_FAULTS = 4_000;

    /// Who has not come to rest after so many steps never will.
    private static final long MOST_STEPS = 60_000;

    /// Between two messages that are sent: in some runs they come all at once.
    private static final List<Duration> GAPS =
            List.of(Duration.ofMillis(5), Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Machine machine;
    private final List<Message> scenario;
    private final Simulation.Options options;
    private final long seed;
    private final Chance chance;
    private final Timeline timeline;
    private final Ledger ledger;
    private final Writer writer;
    private final Partners partners;
    private final SimulatedBroker broker;
    private final Fleet fleet;

    OneRun(
            Machine machine,
            MemoryLog start,
            List<Message> scenario,
            Simulation.Options options,
            long seed) {
        this.machine = machine;
        this.scenario = scenario;
        this.options = options;
        this.seed = seed;
        this.chance = new Chance(seed, options.faults());
        this.timeline =
                new Timeline(
                        scenario.stream()
                                .map(Message::time)
                                .max(Instant::compareTo)
                                .orElse(Instant.EPOCH));
        this.ledger = new Ledger(machine, options.invariants(), timeline, chance);
        this.writer = new Writer(options.storage().apply(start), timeline, chance, this::committed);
        this.partners = new Partners(options.host().get(), timeline, chance);
        this.broker = new SimulatedBroker(timeline, chance, this::deliver);
        this.fleet =
                new Fleet(
                        new Surroundings(
                                machine,
                                timeline,
                                chance,
                                writer,
                                partners,
                                this::heard,
                                broker::redeliver,
                                options.maker()));
    }

    private boolean deliver(Message message, Runnable acknowledge) {
        return fleet.deliver(message, acknowledge);
    }

    private void committed(MemoryLog before, MemoryLog after, LogEntry entry) {
        ledger.committed(before, after, entry);
        fleet.committed(after);
    }

    private void heard(Message message) {
        timeline.note("heard " + message.id() + " on " + message.topic());
        ledger.heard(message);
        if (RelayTask.comesBack(machine, message)) {
            broker.enter(message);
        }
    }

    SimulationRun run() {
        try {
            fleet.start();
            send();
            comeToRest();
            List<Message> late = List.copyOf(ledger.known().values());
            chance.calm();
            late.stream().filter(message -> !message.topic().isInternal()).forEach(broker::enter);
            comeToRest();
            if (ledger.problems().isEmpty()) {
                var rest =
                        new Rest(
                                machine,
                                writer.log().database(),
                                ledger,
                                broker,
                                partners,
                                chance,
                                options.mayStayParked());
                rest.problems().forEach(ledger::problem);
            }
        } catch (RuntimeException | StackOverflowError failed) {
            ledger.problem("failed: " + failed + " at " + failed.getStackTrace()[0]);
        }
        return new SimulationRun(
                seed,
                ledger.problems(),
                timeline.history(),
                timeline.steps(),
                chance.struck(),
                chance.reached());
    }

    private void send() {
        Duration longest = GAPS.get(chance.below(GAPS.size()));
        Duration pause = Duration.ZERO;
        for (Message message : scenario) {
            pause = pause.plus(chance.upTo(longest));
            timeline.after(
                    pause,
                    Timeline.WORLD,
                    () -> {
                        timeline.note("sent " + message.id());
                        ledger.sent(message);
                        broker.enter(message);
                    });
        }
    }

    /// Goes on until nothing is left to do; a run in which something is wrong is not worth it.
    private void comeToRest() {
        long most = timeline.steps() + MOST_STEPS;
        while (ledger.problems().isEmpty() && timeline.advance()) {
            if (timeline.steps() > STEPS_WITH_FAULTS) {
                chance.calm();
            }
            if (timeline.steps() > most) {
                ledger.problem("it does not come to rest");
            }
        }
    }
}
