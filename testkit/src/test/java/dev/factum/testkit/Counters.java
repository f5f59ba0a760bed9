package dev.factum.testkit;

import dev.factum.facts.database.Database;
import dev.factum.facts.record.Namespace;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Machine;
import java.time.Instant;
import java.util.List;

/// A small service to test with: counters that are counted up to a limit, and tell of it.
final class Counters {

    static final Attribute<String> NAME = Attribute.string("counter/name").identity();
    static final Attribute<Long> VALUE = Attribute.longNumber("counter/value");
    static final Topic COUNT = Topic.of("count");
    static final Topic COUNTED = Topic.of("counted");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /// Count one up, unless the counter is at its limit.
    @Namespace("counter")
    record Count(String name, long limit) {}

    /// A counter has a new value.
    @Namespace("counter")
    record Counted(String name, long value) {}

    /// A counter has no place left.
    @Namespace("counter")
    record Full(String name) {}

    static final Contract CONTRACT =
            Contract.nothing()
                    .reads(NAME, VALUE)
                    .writes(NAME, VALUE)
                    .sends(COUNTED, Counted.class)
                    .replies(Counted.class, Full.class);

    private Counters() {}

    static List<Attribute<?>> schema() {
        return List.of(NAME, VALUE);
    }

    static Database empty() {
        return TestDatabase.with(schema());
    }

    /// Check, then act: right only if nobody comes between.
    static Effects count(Count count, Database db, Context context) {
        long value = valueOf(db, count.name());
        if (value >= count.limit()) {
            return Effects.none().reply(new Full(count.name()));
        }
        Counted counted = new Counted(count.name(), value + 1);
        return Effects.facts(Fact.entity().with(NAME, count.name()).with(VALUE, counted.value()))
                .message(COUNTED, count.name(), counted)
                .reply(counted);
    }

    static long valueOf(Database db, String name) {
        return db.entity(NAME.is(name)).flatMap(entity -> entity.get(VALUE)).orElse(0L);
    }

    static Machine machine() {
        return Machine.builder().on(COUNT, "count", Count.class, Counters::count, CONTRACT).build();
    }

    static Message message(String id, String name, long limit) {
        return Message.of(id, COUNT, name, NOON, new Count(name, limit));
    }
}
