package dev.factum.machine.effect;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Effects over so few entities, attributes and values that they often meet.
final class RandomEffects {

    static final Attribute<String> NAME = Attribute.string("t/name").identity();
    static final Attribute<Long> ONE = Attribute.longNumber("t/one");
    static final Attribute<Long> MANY = Attribute.longNumber("t/many").many();
    static final Topic TOPIC = Topic.of("topic");

    private static final Keyword VALUE = Keyword.of("value");

    private final RandomGenerator random;

    RandomEffects(RandomGenerator random) {
        this.random = random;
    }

    /// Effects without contradictions in themselves.
    Effects effects() {
        Effects effects = Effects.none();
        int parts = random.nextInt(4);
        for (int part = 0; part < parts; part++) {
            effects = merged(effects, part());
        }
        return effects;
    }

    private Effects merged(Effects effects, Effects more) {
        try {
            return effects.and(more);
        } catch (FactumError _) {
            return effects;
        }
    }

    private Effects part() {
        return switch (random.nextInt(12)) {
            case 0 -> Effects.none().message(message());
            case 1 -> Effects.none().message(message().labelled("label" + small()));
            case 2 -> Effects.none().request(request());
            case 3 -> Effects.none().timer(Timer.at("t" + small(), due(), message()));
            case 4 -> Effects.none().reply(new Reply("reply", payload()));
            default -> Effects.facts(fact());
        };
    }

    Fact fact() {
        Object entity = NAME.is("e" + small());
        return switch (random.nextInt(9)) {
            case 0 -> Fact.add(entity, MANY, small());
            case 1 -> Fact.retract(entity, MANY, small());
            case 2 -> Fact.retract(entity, ONE, small());
            case 3 -> Fact.increment(entity, ONE, small() + 1);
            case 4 -> Fact.retractEntity(entity);
            case 5 -> Fact.entity(entity).with(ONE, small());
            case 6 -> Fact.entity().with(NAME, "e" + small());
            case 7 -> Fact.call("f", small());
            default -> Fact.set(entity, ONE, small());
        };
    }

    private OutgoingMessage message() {
        return new OutgoingMessage(TOPIC, "k" + small(), "type", null, true, payload());
    }

    private Request request() {
        return Request.of("r" + small(), "POST", "psp", "/pay").body(payload());
    }

    private Map<Keyword, Object> payload() {
        return Map.of(VALUE, small());
    }

    private Instant due() {
        return Instant.ofEpochSecond(small());
    }

    private long small() {
        return random.nextInt(3);
    }

    List<Effects> list() {
        var list = new ArrayList<Effects>();
        int size = random.nextInt(5);
        for (int each = 0; each < size; each++) {
            list.add(effects());
        }
        return list;
    }
}
