package dev.factum.testkit.simulation;

import static dev.factum.machine.effect.Fact.set;

import dev.factum.facts.database.Database;
import dev.factum.facts.record.Namespace;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Request;
import dev.factum.machine.effect.Schedule;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.RequestOutcome;
import dev.factum.machine.run.Machine;
import dev.factum.testkit.SimulatedHost;
import dev.factum.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A small service that uses everything a machine has: trips with few seats are ordered, held and
/// paid by requests, lapse by a timer, and are undone when the payment fails; accounts get deposits
/// that may come before the account is there; alarms are set, moved and cancelled; a clock ticks.
final class Trips {

    static final Topic ORDER = Topic.of("order");
    static final Topic DEPOSIT = Topic.of("deposit");
    static final Topic ACCOUNT = Topic.of("account");
    static final Topic ALARM = Topic.of("alarm");
    static final Topic TOLD = Topic.of("told");
    static final Topic ECHO = Topic.of("echo");
    static final Topic KNOWN = Topic.internal("known");
    static final Topic LAPSED = Topic.internal("lapsed");
    static final Topic RUNG = Topic.internal("rung");
    static final Topic TICKED = Topic.internal("ticked");

    private static final Attribute<String> ID = Attribute.string("trip/id").identity();
    private static final Attribute<String> STATE = Attribute.string("trip/state").indexed();
    private static final Attribute<String> NAME = Attribute.string("count/name").identity();
    private static final Attribute<Long> VALUE = Attribute.longNumber("count/value");
    private static final String SEATS = "seats";
    private static final long ALL_SEATS = 4;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> PARTNERS = List.of("keyed", "keyless", "silent");

    @Namespace("trip")
    record Order(String id, String partner) {}

    @Namespace("trip")
    record Lapse(String id) {}

    @Namespace("trip")
    record Told(String id, String state) {}

    @Namespace("count")
    record Deposit(String name, long amount) {}

    @Namespace("count")
    record Open(String name) {}

    /// Sets an alarm; moves the one that is there; with no minutes, cancels it.
    @Namespace("count")
    record Alarm(String name, long minutes) {}

    @Namespace("count")
    record Ring(String name) {}

    private Trips() {}

    // ---- databases and messages

    static Database start() {
        return TestDatabase.with(
                List.of(ID, STATE, NAME, VALUE),
                Fact.entity().with(NAME, SEATS).with(VALUE, ALL_SEATS));
    }

    static SimulatedHost host() {
        var host = new SimulatedHost();
        PARTNERS.forEach(name -> host.partner(name, name.equals("keyed")));
        return host;
    }

    static List<Message> messages(RandomGenerator random) {
        var messages = new ArrayList<Message>();
        int orders = 1 + random.nextInt(7);
        for (int each = 0; each < orders; each++) {
            String id = "t" + each;
            String partner = PARTNERS.get(random.nextInt(PARTNERS.size()));
            String customer = "customer" + random.nextInt(6);
            messages.add(Message.of("order-" + id, ORDER, customer, NOON, new Order(id, partner)));
        }
        int others = random.nextInt(10);
        for (int each = 0; each < others; each++) {
            String name = "n" + random.nextInt(2);
            messages.add(
                    switch (random.nextInt(4)) {
                        case 0, 1 -> deposit(each, name, 1 + random.nextInt(9));
                        case 2 -> alarm(each, name, random.nextInt(3) * 5L);
                        default -> alarm(each, name, 1);
                    });
        }
        for (String name : List.of("n0", "n1")) {
            messages.add(
                    random.nextInt(messages.size()),
                    Message.of("open-" + name, ACCOUNT, "accounts", NOON, new Open(name)));
        }
        return messages;
    }

    private static Message deposit(int each, String name, long amount) {
        return Message.of("deposit-" + each, DEPOSIT, name, NOON, new Deposit(name, amount));
    }

    private static Message alarm(int each, String name, long minutes) {
        return Message.of("alarm-" + each, ALARM, name, NOON, new Alarm(name, minutes));
    }

    // ---- rules

    /// What was ordered and what is left are all there was.
    static Optional<String> seatsAreRight(Database db) {
        long ordered = ordered(db);
        long left = value(db, SEATS).orElse(0L);
        return left >= 0 && ordered + left == ALL_SEATS
                ? Optional.empty()
                : Optional.of(ordered + " seats were ordered, and " + left + " are left");
    }

    /// A rule that is broken sooner or later: that so many are never ordered.
    static Optional<String> ordered(Database db, long most) {
        long ordered = ordered(db);
        return ordered < most ? Optional.empty() : Optional.of(ordered + " seats were ordered");
    }

    private static long ordered(Database db) {
        return db.queryColumns("[:find ?e :where [?e :trip/state]]").size();
    }

    private static Optional<Long> value(Database db, String name) {
        return db.entity(NAME.is(name)).flatMap(count -> count.get(VALUE));
    }

    // ---- handlers

    private static Effects state(String id, String state) {
        return Effects.facts(set(ID.is(id), STATE, state));
    }

    private static Effects count(Database db, String name, long more) {
        long value = value(db, name).orElse(0L);
        return Effects.facts(Fact.entity().with(NAME, name).with(VALUE, value + more));
    }

    private static Effects order(Order order, Database db, Context context) {
        String id = order.id();
        if (value(db, SEATS).orElse(0L) == 0) {
            return Effects.none();
        }
        Request hold =
                Request.of("hold", "POST", order.partner(), "/holds/" + id)
                        .saga(id)
                        .context(order)
                        .outcome(KNOWN)
                        .probe("/holds/" + id)
                        .compensatedBy(
                                Request.of("free", "POST", order.partner(), "/frees/" + id)
                                        .probe("/frees/" + id));
        Request pay =
                Request.of("pay", "POST", order.partner(), "/payments/" + id)
                        .saga(id)
                        .context(order)
                        .outcome(KNOWN)
                        .after("hold");
        boolean canSay = !order.partner().equals("silent");
        return Effects.facts(Fact.entity().with(ID, id).with(STATE, "ordered"))
                .and(count(db, SEATS, -1))
                .reply(new Told(id, "ordered"))
                .request(hold)
                .request(canSay ? pay.probe("/payments/" + id) : pay)
                .message(TOLD, id, new Told(id, "paid"))
                .messageNow(TOLD, id, new Told(id, "ordered"))
                .messageNow(ECHO, context.message().key(), new Told(id, "ordered"))
                .timer(
                        Timer.at(
                                "lapse/" + id,
                                context.now().plus(Duration.ofHours(1)),
                                OutgoingMessage.of(LAPSED, id, new Lapse(id))))
                .timer(
                        Timer.every(
                                "tick",
                                Schedule.every(Duration.ofMinutes(20)),
                                context.now(),
                                OutgoingMessage.of(TICKED, "tick", new Ring("tick"))));
    }

    private static Effects known(RequestOutcome outcome, Database db, Context context) {
        String id = outcome.context(Order.class).id();
        return switch (outcome.state()) {
            case DONE ->
                    outcome.label().equals("pay")
                            ? state(id, "paid").timer(Timer.cancel("lapse/" + id))
                            : state(id, "held");
            case FAILED -> state(id, "refused").timer(Timer.cancel("lapse/" + id)).compensate(id);
            case UNKNOWN -> state(id, "unknown");
            case WAITING, PLANNED, ATTEMPTING, CANCELLED ->
                    throw new IllegalArgumentException("This is no outcome");
        };
    }

    private static Effects lapse(Lapse lapse, Database db, Context context) {
        String state = db.entity(ID.is(lapse.id())).flatMap(trip -> trip.get(STATE)).orElse("");
        return state.equals("paid")
                ? Effects.none()
                : state(lapse.id(), "lapsed")
                        .compensate(lapse.id())
                        .message(TOLD, lapse.id(), new Told(lapse.id(), "lapsed"));
    }

    private static Effects deposit(Deposit deposit, Database db, Context context) {
        if (value(db, deposit.name()).isEmpty()) {
            throw new IllegalStateException("There is no account " + deposit.name());
        }
        return count(db, deposit.name(), deposit.amount())
                .message(TOLD, deposit.name(), new Told(context.messageId(), "deposited"));
    }

    private static Effects alarm(Alarm alarm, Database db, Context context) {
        String timer = "alarm/" + alarm.name();
        Instant at = context.now().plus(Duration.ofMinutes(alarm.minutes()));
        if (alarm.minutes() == 0) {
            return Effects.none().timer(Timer.cancel(timer));
        }
        var ring = OutgoingMessage.of(RUNG, alarm.name(), new Ring(alarm.name()));
        return Effects.none()
                .timer(alarm.minutes() > 5 ? Timer.move(timer, at) : Timer.at(timer, at, ring));
    }

    static Machine machine() {
        Contract contract =
                Contract.nothing()
                        .writes(ID, STATE, NAME, VALUE)
                        .sends(TOLD, Told.class)
                        .replies(Told.class)
                        .sends(ECHO, Told.class)
                        .sends(LAPSED, Lapse.class)
                        .sends(RUNG, Ring.class)
                        .sends(TICKED, Ring.class)
                        .requests("keyed", "keyless", "silent");
        return Machine.builder()
                .on(ORDER, "order", Order.class, Trips::order, contract)
                .on(KNOWN, "known", RequestOutcome.class, Trips::known, contract)
                .on(LAPSED, "lapse", Lapse.class, Trips::lapse, contract)
                .on(DEPOSIT, "deposit", Deposit.class, Trips::deposit, contract)
                .on(
                        ACCOUNT,
                        "open",
                        Open.class,
                        (open, db, _) -> count(db, open.name(), 0),
                        contract)
                .on(ALARM, "alarm", Alarm.class, Trips::alarm, contract)
                .on(RUNG, "ring", Ring.class, (ring, db, _) -> count(db, "rings", 1), contract)
                .on(TICKED, "tick", Ring.class, (ring, db, _) -> count(db, "ticks", 1), contract)
                .on(ECHO, "echo", Told.class, (told, db, _) -> count(db, "echoes", 1), contract)
                .build();
    }

    static Simulation simulation() {
        return Simulation.of(machine(), start())
                .scenario(Trips::messages)
                .host(Trips::host)
                .invariant(Trips::seatsAreRight);
    }
}
