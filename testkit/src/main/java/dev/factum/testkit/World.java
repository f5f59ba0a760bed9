package dev.factum.testkit;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.Destination;
import dev.factum.machine.request.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Everything around one process, simulated: the database's writer and log, the sender of the
/// scenario's messages, those who listen, partners, time. Each call is a step, and each step can go
/// wrong.
///
/// What survives the process: the log, which scenario messages were acknowledged, what others have
/// heard, what partners have done, the time. What does not: messages from the process to itself
/// that it has not dealt with. Belongs to one run.
public final class World {

    /// For how long a run goes on if something is always due.
    private static final Duration HORIZON = Duration.ofDays(2);

    private final List<Message> scenario;
    private final Set<Topic> ownTopics;
    private final SimulatedHost host;
    private final Map<Integer, Fault> faults;
    private final List<String> steps = new ArrayList<>();
    private final List<Message> heard = new ArrayList<>();
    private final Set<Integer> acknowledged = new HashSet<>();
    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private Instant end;
    private Instant now;
    private MemoryLog log;

    /// A message and who is to be told that it is done with.
    private record Parcel(Message message, Runnable whenAcknowledged) {}

    /// The end of a process.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        private Killed() {
            super("killed", null, false, false);
        }
    }

    World(
            Database start,
            List<Message> scenario,
            Set<Topic> ownTopics,
            SimulatedHost host,
            Map<Integer, Fault> faults) {
        this.host = host;
        this.now =
                scenario.stream().map(Message::time).max(Instant::compareTo).orElse(Instant.EPOCH);
        this.end = now.plus(HORIZON);
        this.log = MemoryLog.from(start);
        this.scenario = List.copyOf(scenario);
        this.ownTopics = Set.copyOf(ownTopics);
        this.faults = Map.copyOf(faults);
    }

    // ---- what a process can do

    /// The next message to deal with; empty if there is none.
    public Optional<Received> receive() {
        return step(
                "receive " + (waiting.isEmpty() ? "nothing" : waiting.peek().message().id()),
                () -> Optional.ofNullable(waiting.poll()).map(Received::new));
    }

    /// The latest database.
    public Database database() {
        return step("look at the database", log::database);
    }

    /// The writer's answer.
    public TxResult transact(TxRequest request) {
        return step(
                "transact " + request.claim().orElse("without a claim"),
                () -> {
                    Fault fault = faults.get(steps.size());
                    if (fault == Fault.REQUEST_LOST) {
                        return unknown();
                    }
                    TxResult result = write(request);
                    return fault == Fault.ANSWER_LOST ? unknown() : result;
                });
    }

    private TxResult write(TxRequest request) {
        Instant last = log.database().state().lastInstant();
        MemoryLog.Written written = log.write(request, now.isAfter(last) ? now : last);
        log = written.after();
        return written.result();
    }

    private static TxResult unknown() {
        return new TxResult.Indeterminate(
                FactumError.of(DbErrorCode.TRANSACTION_TIMEOUT, "The answer was lost"));
    }

    /// The log entries from t `from` on.
    public List<LogEntry> log(long from) {
        return step("read the log from " + from, () -> log.entries(from, Long.MAX_VALUE));
    }

    /// Tells others, and the process itself if it listens.
    ///
    /// @param accepted called when somebody else answers for the message
    public void publish(Message message, Runnable accepted) {
        step(
                "publish " + message.id(),
                () -> {
                    heard.add(message);
                    if (ownTopics.contains(message.topic())) {
                        waiting.add(new Parcel(message, accepted));
                    } else {
                        accepted.run();
                    }
                    return heard.size();
                });
    }

    /// One attempt of a request.
    public Exchange send(Call call) {
        return step(
                "send " + call.method() + " " + call.destination() + call.path(),
                () -> host.send(call));
    }

    /// What is known of a partner.
    public Optional<Destination> destination(String name) {
        return host.destination(name);
    }

    /// The time, which passes only when nothing else is to be done.
    public Instant now() {
        return now;
    }

    /// Lets time pass; false if that is beyond the end of the run.
    public boolean sleepUntil(Instant moment) {
        if (moment.isAfter(end)) {
            return false;
        }
        now = moment.isAfter(now) ? moment : now;
        return true;
    }

    /// A message that the process has, and has not acknowledged yet.
    public final class Received {
        private final Parcel parcel;

        private Received(Parcel parcel) {
            this.parcel = parcel;
        }

        public Message message() {
            return parcel.message();
        }

        /// Says that the message is done with.
        public void acknowledge() {
            step(
                    "acknowledge " + message().id(),
                    () -> {
                        parcel.whenAcknowledged().run();
                        return true;
                    });
        }
    }

    // ---- steps and faults

    private <T> T step(String name, Supplier<T> action) {
        steps.add(name);
        Fault fault = faults.get(steps.size());
        if (fault == Fault.KILLED_BEFORE) {
            throw new Killed();
        }
        T answer = action.get();
        if (fault == Fault.KILLED_AFTER) {
            throw new Killed();
        }
        return answer;
    }

    // ---- what a test does with it

    /// A message comes from outside.
    void deliver(Message message) {
        waiting.add(new Parcel(message, () -> {}));
    }

    /// The latest moment to which time may pass by itself.
    void endsAt(Instant moment) {
        end = moment;
    }

    // ---- what the matrix does with it

    /// Runs a process until it is done, starting it again as often as it is killed.
    void live(Supplier<SimulatedProcess> start) {
        boolean alive = false;
        while (!alive) {
            waiting.clear();
            for (int position = 0; position < scenario.size(); position++) {
                int place = position;
                if (!acknowledged.contains(place)) {
                    waiting.add(new Parcel(scenario.get(place), () -> acknowledged.add(place)));
                }
            }
            try {
                start.get().run(this);
                alive = true;
            } catch (Killed _) {
                steps.add("restart");
            }
        }
    }

    /// All messages of the scenario come once more.
    void redeliver() {
        acknowledged.clear();
    }

    List<String> steps() {
        return List.copyOf(steps);
    }

    List<Message> heard() {
        return List.copyOf(heard);
    }

    SimulatedHost host() {
        return host;
    }

    MemoryLog moment() {
        return log;
    }
}
