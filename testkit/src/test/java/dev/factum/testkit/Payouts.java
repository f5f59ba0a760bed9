package dev.factum.testkit;

import static dev.factum.machine.effect.Fact.set;

import dev.factum.facts.database.Database;
import dev.factum.facts.record.Namespace;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Request;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.RequestOutcome;
import dev.factum.machine.run.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A small service to test requests and timers with: a loan is approved by a bureau and then paid
/// out, and lapses if nobody has heard of it for an hour.
final class Payouts {

    static final Attribute<String> ID = Attribute.string("loan/id").identity();
    static final Attribute<String> STATE = Attribute.string("loan/state");
    static final Topic WANTED = Topic.of("loans-wanted");
    static final Topic KNOWN = Topic.internal("outcomes");
    static final Topic LAPSED = Topic.internal("lapsed");
    static final Topic TOLD = Topic.of("loans-told");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Namespace("loan")
    record Wanted(String id, String partner) {}

    @Namespace("loan")
    record Lapse(String id) {}

    @Namespace("loan")
    record Told(String id, String state) {}

    private Payouts() {}

    static Database empty() {
        return TestDatabase.with(List.of(ID, STATE));
    }

    static Message wanted(String id, String partner) {
        return Message.of("want-" + id, WANTED, id, NOON, new Wanted(id, partner));
    }

    static String stateOf(Database db, String id) {
        return db.entity(ID.is(id)).flatMap(loan -> loan.get(STATE)).orElse("none");
    }

    private static Effects state(String id, String state) {
        return Effects.facts(Fact.entity().with(ID, id).with(STATE, state));
    }

    /// Approval first, then the pay-out; whoever waits hears of it when both are done.
    static Effects want(Wanted wanted, Database db, Context context) {
        String id = wanted.id();
        Request approval =
                Request.of("approval", "POST", wanted.partner(), "/approvals/" + id)
                        .saga(id)
                        .context(wanted)
                        .outcome(KNOWN)
                        .probe("/approvals/" + id)
                        .compensatedBy(
                                Request.of(
                                        "withdrawal", "POST", wanted.partner(), "/withdraw/" + id));
        Request payout =
                Request.of("payout", "POST", wanted.partner(), "/payouts/" + id)
                        .saga(id)
                        .context(wanted)
                        .outcome(KNOWN)
                        .after("approval");
        boolean canSay = !wanted.partner().equals("silent");
        return state(id, "wanted")
                .request(approval)
                .request(canSay ? payout.probe("/payouts/" + id) : payout)
                .message(TOLD, id, new Told(id, "paid"))
                .messageNow(TOLD, id, new Told(id, "wanted"))
                .timer(
                        Timer.at(
                                "lapse/" + id,
                                context.now().plus(Duration.ofHours(1)),
                                OutgoingMessage.of(LAPSED, id, new Lapse(id))));
    }

    static Effects known(RequestOutcome outcome, Database db, Context context) {
        String id = outcome.context(Wanted.class).id();
        return switch (outcome.state()) {
            case DONE ->
                    outcome.label().equals("payout")
                            ? state(id, "paid").timer(Timer.cancel("lapse/" + id))
                            : state(id, "approved");
            case FAILED -> state(id, "refused").timer(Timer.cancel("lapse/" + id)).compensate(id);
            case UNKNOWN -> state(id, "unknown");
            case WAITING, PLANNED, ATTEMPTING, CANCELLED ->
                    throw new IllegalArgumentException("This is no outcome");
        };
    }

    static Effects lapse(Lapse lapse, Database db, Context context) {
        return Effects.facts(set(ID.is(lapse.id()), STATE, "lapsed"))
                .message(TOLD, lapse.id(), new Told(lapse.id(), "lapsed"));
    }

    static Machine machine() {
        Contract contract =
                Contract.nothing()
                        .writes(ID, STATE)
                        .sends(TOLD, Told.class)
                        .sends(LAPSED, Lapse.class)
                        .requests("keyed", "keyless", "silent");
        return Machine.builder()
                .on(WANTED, "want", Wanted.class, Payouts::want, contract)
                .on(KNOWN, "known", RequestOutcome.class, Payouts::known, contract)
                .on(LAPSED, "lapse", Lapse.class, Payouts::lapse, contract)
                .build();
    }
}
