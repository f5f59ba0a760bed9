package dev.factum.machine.effect;

import static dev.factum.machine.effect.RandomEffects.MANY;
import static dev.factum.machine.effect.RandomEffects.NAME;
import static dev.factum.machine.effect.RandomEffects.ONE;
import static dev.factum.machine.effect.RandomEffects.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// The laws of putting effects together, on random effects.
class EffectsLawsTest {

    private static final int USUAL = 2_000;

    /// Either the effects, or that there are none without a contradiction.
    private static Optional<Effects> outcome(Supplier<Effects> merge) {
        try {
            return Optional.of(merge.get());
        } catch (FactumError _) {
            return Optional.empty();
        }
    }

    @Test
    void noneIsTheIdentity() {
        Seeds.each(
                USUAL,
                random -> {
                    Effects effects = new RandomEffects(random).effects();
                    assertThat(effects.and(Effects.none())).isEqualTo(effects);
                    assertThat(Effects.none().and(effects)).isEqualTo(effects);
                    assertThat(Effects.merge(List.of(effects))).isEqualTo(effects);
                });
    }

    @Test
    void andIsAssociative() {
        Seeds.each(
                USUAL * 5,
                random -> {
                    var some = new RandomEffects(random);
                    Effects a = some.effects();
                    Effects b = some.effects();
                    Effects c = some.effects();
                    assertThat(outcome(() -> a.and(b).and(c)))
                            .as("%s%n%s%n%s", a, b, c)
                            .isEqualTo(outcome(() -> a.and(b.and(c))));
                });
    }

    @Test
    void mergeIsAndFromLeftToRight() {
        Seeds.each(
                USUAL,
                random -> {
                    List<Effects> list = new RandomEffects(random).list();
                    assertThat(outcome(() -> Effects.merge(list)))
                            .isEqualTo(
                                    outcome(() ->
                                            list.stream().reduce(Effects.none(), Effects::and)));
                });
    }

    @Test
    void factsMergedTwiceAreTheFactsMergedOnceButForIncrementsAndCalls() {
        Seeds.each(
                USUAL,
                random -> {
                    Fact fact = new RandomEffects(random).fact();
                    Effects one = Effects.facts(fact);
                    boolean adds =
                            switch (fact) {
                                case Fact.Increment _, Fact.Call _ -> true;
                                case Fact.EntityMap map -> map.entity() == null;
                                case Fact.SetValue _,
                                        Fact.AddValue _,
                                        Fact.RetractValue _,
                                        Fact.RetractEntity _,
                                        Fact.CompareAndSet _ ->
                                        false;
                            };
                    assertThat(one.and(one).equals(one)).isEqualTo(!adds);
                });
    }

    @Test
    void theDigestIsThatOfTheContent() {
        Seeds.each(
                USUAL,
                random -> {
                    var some = new RandomEffects(random);
                    Effects effects = some.effects();
                    Effects other = some.effects();
                    var shuffled = new ArrayList<>(effects.facts());
                    Collections.shuffle(shuffled, new Random(random.nextLong()));
                    Effects reordered =
                            Effects.facts(shuffled.toArray(Fact[]::new)).and(beside(effects));
                    assertThat(reordered.digest()).isEqualTo(effects.digest());
                    if (!other.equals(effects) && other.facts().equals(effects.facts())) {
                        assertThat(other.digest()).isNotEqualTo(effects.digest());
                    }
                });
    }

    private static Effects beside(Effects effects) {
        Effects rest = Effects.none();
        for (Request request : effects.requests()) {
            rest = rest.request(request);
        }
        for (OutgoingMessage message : effects.messages()) {
            rest = rest.message(message);
        }
        for (Timer timer : effects.timers()) {
            rest = rest.timer(timer);
        }
        Optional<Reply> reply = effects.reply();
        return reply.isPresent() ? rest.reply(reply.get()) : rest;
    }

    @Test
    void theDigestIsTheSameEverywhere() {
        Effects effects =
                Effects.facts(Fact.set(NAME.is("e"), ONE, 1L))
                        .message(TOPIC, "k", Map.of(Keyword.of("b"), 1L, Keyword.of("a"), 2L));
        assertThat(effects.digest().toHex())
                .isEqualTo("e3fab0679b6ceee80c3bf1134cbb40ca96760424526d2391380b24e1c53ecd5f");
    }

    /// Each item reads and writes what no other does.
    @Test
    void foldIsMergeWhereNothingMeets() {
        Seeds.each(
                200,
                random -> {
                    Database db = database();
                    List<String> items =
                            random.ints(4, 0, 100)
                                    .distinct()
                                    .mapToObj(number -> "e" + number)
                                    .toList();
                    long by = random.nextInt(10);
                    assertThat(Effects.fold(db, items, (seen, item) -> work(seen, item, by)))
                            .isEqualTo(Effects.merge(items, item -> work(db, item, by)));
                });
    }

    private static Effects work(Database db, String item, long by) {
        long present = db.entity(NAME.is(item)).flatMap(each -> each.get(ONE)).orElse(0L);
        return Effects.facts(
                        Fact.entity().with(NAME, item).with(ONE, present + by),
                        Fact.entity().with(NAME, item + "'"))
                .message(TOPIC, item, Map.of(Keyword.of("value"), present));
    }

    private static Database database() {
        return StandardEngine.emptyDatabase(Functions.none())
                .with(List.of(NAME.declaration(), ONE.declaration(), MANY.declaration()))
                .dbAfter()
                .with(List.of(Fact.entity().with(NAME, "e1").with(ONE, 5L).form()))
                .dbAfter();
    }
}
