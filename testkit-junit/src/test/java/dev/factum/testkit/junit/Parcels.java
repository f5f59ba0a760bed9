package dev.factum.testkit.junit;

import dev.factum.facts.database.Database;
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
import dev.factum.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A small machine to test the testkit on: parcels that are sent by a carrier and remembered after
/// a day.
final class Parcels {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Topic WANTED = Topic.of("wanted");
    static final Topic REMIND = Topic.internal("remind");
    static final Topic CARRIED = Topic.internal("carried");
    static final Topic TOLD = Topic.of("told");
    static final Attribute<String> NAME = Attribute.string("parcel/name").identity();
    static final Attribute<String> STATE = Attribute.string("parcel/state");

    /// A parcel is to be sent.
    record Send(String name) {}

    /// What becomes of a parcel.
    record Told(String name, String state) {}

    private Parcels() {}

    static Database empty() {
        return TestDatabase.with(List.of(NAME, STATE));
    }

    static Message wanted(String name) {
        return Message.of("want-" + name, WANTED, name, NOON, new Send(name));
    }

    static Effects send(Send send, Database db, Context context) {
        if (send.name().isEmpty()) {
            throw new IllegalArgumentException("A parcel needs a name");
        }
        var reminder = OutgoingMessage.of(REMIND, send.name(), send);
        return Effects.facts(Fact.entity().with(NAME, send.name()).with(STATE, "wanted"))
                .messageNow(TOLD, send.name(), new Told(send.name(), "wanted"))
                .request(
                        Request.of("carry", "POST", "carrier", "/parcels/" + send.name())
                                .outcome(CARRIED))
                .timer(Timer.at(send.name(), context.now().plus(Duration.ofDays(1)), reminder))
                .reply(new Told(send.name(), "wanted"));
    }

    static Effects carried(RequestOutcome outcome, Database db, Context context) {
        String name = context.message().key();
        return Effects.facts(Fact.set(NAME.is(name), STATE, "carried"))
                .message(TOLD, name, new Told(name, "carried"));
    }

    static Effects remind(Send send, Database db, Context context) {
        return Effects.none().message(TOLD, send.name(), new Told(send.name(), "reminded"));
    }

    static Machine machine() {
        Contract contract =
                Contract.nothing()
                        .reads(NAME)
                        .writes(NAME, STATE)
                        .sends(TOLD, Told.class)
                        .sends(REMIND, Send.class)
                        .requests("carrier")
                        .replies(Told.class);
        return Machine.builder()
                .on(WANTED, "send", Send.class, Parcels::send, contract)
                .on(CARRIED, "carried", RequestOutcome.class, Parcels::carried, contract)
                .on(REMIND, "remind", Send.class, Parcels::remind, contract)
                .build();
    }
}
