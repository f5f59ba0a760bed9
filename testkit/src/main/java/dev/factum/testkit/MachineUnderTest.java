package dev.factum.testkit;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.database.Database;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.Call;
import dev.factum.machine.run.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A machine at work in a test: on the caller's thread, in virtual time, with simulated partners.
///
/// ```
/// var machine = MachineUnderTest.of(Cards.machine(), TestDatabase.with(CardFacts.SCHEMA));
/// machine.receive(blockCard);
/// assertThat(machine.sent(CARD_STATUS_CHANGED, StatusChanged.class)).hasSize(1);
/// ```
///
/// It is the machine of production: its step functions, its relay, its agenda. When [#receive]
/// returns, everything has been done that can be done at this moment, what the machine sends to
/// itself included; [#pass] lets time go by, and with it timers and retries. Belongs to one thread.
public final class MachineUnderTest {

    private static final Keyword IDENT = Keyword.of("db/ident");

    private final Machine machine;
    private final World world;
    private final MachineProcess process;
    private final Map<String, Message> received = new HashMap<>();

    private MachineUnderTest(Machine machine, Database start, SimulatedHost partners) {
        this.machine = machine;
        Database installed = start.with(missing(start)).dbAfter();
        this.world =
                new World(installed, List.of(), machine.handlers().topics(), partners, Map.of());
        this.process = MachineProcess.of(machine);
    }

    /// A machine on a database, without partners.
    public static MachineUnderTest of(Machine machine, Database start) {
        return new MachineUnderTest(machine, start, new SimulatedHost());
    }

    /// A machine on a database, with partners for its requests.
    public static MachineUnderTest of(Machine machine, Database start, SimulatedHost partners) {
        return new MachineUnderTest(machine, start, partners);
    }

    private static List<?> missing(Database db) {
        return Machine.schema().stream().filter(each -> !isThere(db, each)).toList();
    }

    private static boolean isThere(Database db, Map<Keyword, Object> declaration) {
        return db.entid(declaration.get(IDENT)).isPresent();
    }

    /// Messages come in, one after the other; the time is then at least theirs.
    public MachineUnderTest receive(Message... messages) {
        for (Message message : messages) {
            received.put(message.identity(), message);
            if (message.time().isAfter(world.now())) {
                pass(Duration.between(world.now(), message.time()));
            }
            world.deliver(message);
            settle();
        }
        return this;
    }

    /// Time goes by, and what becomes due in it is done at its moment.
    public MachineUnderTest pass(Duration duration) {
        Instant then = world.now().plus(duration);
        world.endsAt(then);
        process.run(world);
        world.sleepUntil(then);
        settle();
        return this;
    }

    private void settle() {
        world.endsAt(world.now());
        process.run(world);
    }

    // ---- what came of it

    /// The database as it is now.
    public Database db() {
        return world.moment().database();
    }

    /// The time, which goes by only when a test says so.
    public Instant now() {
        return world.now();
    }

    /// Everything that was sent, in order, what the machine sent to itself included.
    public List<Message> sent() {
        return world.heard();
    }

    /// The payloads of what was sent on a topic, in order.
    public <R extends Record> List<R> sent(Topic topic, Class<R> type) {
        String name = MessageType.nameOf(type);
        return world.heard().stream()
                .filter(message -> message.topic().equals(topic) && message.type().equals(name))
                .map(message -> MessageType.read(message.payload(), type))
                .toList();
    }

    /// What partners were asked, each attempt.
    public List<Call> calls() {
        return world.host().calls();
    }

    /// The reply to a message, if a handler gave one.
    public Optional<Reply> replyTo(Message message) {
        return log().stream()
                .flatMap(entry -> Decision.in(entry).stream())
                .filter(decision -> decision.message().equals(message.identity()))
                .flatMap(decision -> Optional.ofNullable(decision.reply()).stream())
                .findFirst();
    }

    private List<LogEntry> log() {
        return world.moment().entries(1, Long.MAX_VALUE);
    }

    /// The messages that were set aside.
    public List<Parked> parked() {
        return Parked.in(db());
    }

    // ---- what has to hold after any test

    /// Fails if a message was set aside, and says why.
    public void assertNothingParked() {
        if (!parked().isEmpty()) {
            throw new AssertionError(
                    "Messages were set aside:\n"
                            + String.join(
                                    "\n",
                                    parked().stream()
                                            .map(each ->
                                                    "  "
                                                            + each.message().identity()
                                                            + " "
                                                            + each.code()
                                                            + " "
                                                            + each.reason())
                                            .toList()));
        }
    }

    /// Makes every decision again, on the database on which it was made, and fails if one would be
    /// another: its handler is not pure.
    public void assertPure() {
        Regression.between(machine, machine, MemoryConnection.at(world.moment()))
                .messages(identity -> Optional.ofNullable(received.get(identity)))
                .recent(Integer.MAX_VALUE)
                .assertSame();
    }
}
