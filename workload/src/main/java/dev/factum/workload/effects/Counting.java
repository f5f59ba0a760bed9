package dev.factum.workload.effects;

import dev.factum.facts.database.Database;
import dev.factum.facts.record.Namespace;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.Request;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.RequestOutcome;
import dev.factum.machine.run.Machine;
import java.util.List;

/// The machine under test: each message becomes a fact, a request to the counter, and a message;
/// what the counter says becomes another fact and another message. Pure.
///
/// The handlers look for no duplicate: whatever happens twice is seen in the facts.
final class Counting {

    static final String NAME = "counting";
    static final String COUNTER = "counter";
    static final Topic INPUT = Topic.of("to-count");
    static final Topic OUTPUT = Topic.of("counted");
    static final Topic OUTCOMES = Topic.internal("counter-said");

    static final Attribute<String> MESSAGE = Attribute.string("count/message").identity();

    /// How often the message was decided.
    static final Attribute<Long> APPLIED = Attribute.longNumber("count/applied");

    /// How often an outcome of its request was decided.
    static final Attribute<Long> ANSWERED = Attribute.longNumber("count/answered");

    /// The state that the last outcome told.
    static final Attribute<String> ANSWER = Attribute.string("count/answer");

    static final List<Attribute<?>> SCHEMA = List.of(MESSAGE, APPLIED, ANSWERED, ANSWER);

    /// Count something.
    ///
    /// @param id what it is called, the same in every copy of the message
    @Namespace("count")
    record Count(String id, long number) {}

    /// The counter is done with it.
    @Namespace("count")
    record Counted(String id) {}

    /// The counter has said something about it.
    @Namespace("count")
    record Answered(String id, String state) {}

    private static final Contract COUNT =
            Contract.nothing()
                    .reads(MESSAGE, APPLIED)
                    .writes(MESSAGE, APPLIED)
                    .sends(OUTPUT, Counted.class)
                    .requests(COUNTER);

    private static final Contract ANSWERS =
            Contract.nothing()
                    .reads(MESSAGE, ANSWERED)
                    .writes(ANSWERED, ANSWER)
                    .sends(OUTPUT, Answered.class);

    private Counting() {}

    static Machine machine() {
        return Machine.builder()
                .name(NAME)
                .on(INPUT, "count", Count.class, Counting::count, COUNT)
                .on(OUTCOMES, "answered", RequestOutcome.class, Counting::answered, ANSWERS)
                .build();
    }

    static Effects count(Count message, Database db, Context context) {
        long before =
                db.entity(MESSAGE.is(message.id()))
                        .flatMap(entity -> entity.get(APPLIED))
                        .orElse(0L);
        return Effects.facts(Fact.entity().with(MESSAGE, message.id()).with(APPLIED, before + 1))
                .request(
                        Request.of("count", "POST", COUNTER, "/count/" + message.id())
                                .body(message)
                                .context(new Counted(message.id()))
                                .outcome(OUTCOMES))
                .message(OUTPUT, message.id(), new Counted(message.id()));
    }

    static Effects answered(RequestOutcome outcome, Database db, Context context) {
        String id = outcome.context(Counted.class).id();
        String state = outcome.state().name();
        return Effects.facts(
                        Fact.increment(MESSAGE.is(id), ANSWERED, 1),
                        Fact.set(MESSAGE.is(id), ANSWER, state))
                .message(OUTPUT, id, new Answered(id, state));
    }
}
