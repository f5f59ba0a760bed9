package dev.factum.machine.effect;

import static dev.factum.machine.effect.RandomEffects.MANY;
import static dev.factum.machine.effect.RandomEffects.NAME;
import static dev.factum.machine.effect.RandomEffects.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Effects decided one after the other, and the lost update that merging would bring.
class FoldTest {

    private static final Attribute<Long> PART = Attribute.ref("t/part").component();
    private static final Attribute<Long> OTHER = Attribute.ref("t/other");
    private static final Object E = NAME.is("e");

    private final Database db =
            StandardEngine.emptyDatabase(Functions.none())
                    .with(
                            List.of(
                                    NAME.declaration(),
                                    ONE.declaration(),
                                    MANY.declaration(),
                                    PART.declaration(),
                                    OTHER.declaration()))
                    .dbAfter()
                    .with(List.of(Fact.entity().with(NAME, "e").with(ONE, 5L).form()))
                    .dbAfter();

    private static long one(Database db) {
        return db.entity(E).flatMap(entity -> entity.get(ONE)).orElseThrow();
    }

    private static Effects countUp(Database db, int item) {
        return Effects.facts(Fact.set(E, ONE, one(db) + 1));
    }

    @Test
    void aStepSeesTheFactsOfTheStepsBefore() {
        assertThat(Effects.fold(db, List.of(1, 2, 3), FoldTest::countUp))
                .isEqualTo(Effects.facts(Fact.set(E, ONE, 8L)));
    }

    @Test
    void mergingWouldLoseUpdatesAndStrictMergingSaysSo() {
        assertThat(Effects.merge(List.of(1, 2), item -> countUp(db, item)))
                .isEqualTo(Effects.facts(Fact.set(E, ONE, 6L)));
        FactumError error =
                catchThrowableOfType(
                        FactumError.class,
                        () -> Effects.mergeStrictly(db, List.of(1, 2), FoldTest::countUp));
        assertThat(error.code()).isEqualTo(MachineErrorCode.MERGE_CONFLICT);
        assertThat(error.text()).contains("fold");
        assertThat(error.data().get("second")).asString().contains("from=2");
    }

    @Test
    void strictMergingLetsThroughWhatNobodyHadRead() {
        BiFunction<Database, Integer, Effects> blind =
                (_, _) -> Effects.facts(Fact.set(E, ONE, 1L));
        assertThat(Effects.mergeStrictly(db, List.of(1, 2), blind))
                .isEqualTo(Effects.facts(Fact.set(E, ONE, 1L)));
    }

    @Test
    void strictMergingHidesNoReadsFromTheWholeRun() {
        var recorder = new ReadSet.Recorder();
        Effects.mergeStrictly(db.tracked(recorder), List.of(1), FoldTest::countUp);
        assertThat(recorder.reads().isEmpty()).isFalse();
    }

    @Test
    void incrementsAreAddedUpAndExpandedAtTheWriter() {
        Effects effects =
                Effects.fold(
                        db, List.of(2, 3), (_, by) -> Effects.facts(Fact.increment(E, ONE, by)));
        assertThat(effects).isEqualTo(Effects.facts(Fact.increment(E, ONE, 5)));
        assertThat(effects.hasIncrements()).isTrue();
        assertThat(one(after(effects))).isEqualTo(10);
        Effects fresh = Effects.facts(Fact.increment("new", ONE, 4));
        assertThat(fresh.txData(db))
                .containsExactly(List.of(Keyword.of("db/add"), "new", ONE.ident(), 4L));
    }

    @Test
    void whatComesLaterReplacesWhatCameEarlier() {
        assertThat(fold(Fact.set(E, ONE, 1L), Fact.increment(E, ONE, 2)))
                .isEqualTo(Effects.facts(Fact.set(E, ONE, 3L)));
        assertThat(fold(Fact.increment(E, ONE, 2), Fact.set(E, ONE, 1L)))
                .isEqualTo(Effects.facts(Fact.set(E, ONE, 1L)));
        assertThat(fold(Fact.add(E, MANY, 1L), Fact.retract(E, MANY, 1L)))
                .isEqualTo(Effects.facts(Fact.retract(E, MANY, 1L)));
        assertThat(fold(Fact.retract(E, MANY, 1L), Fact.add(E, MANY, 1L)))
                .isEqualTo(Effects.facts(Fact.add(E, MANY, 1L)));
        assertThat(fold(Fact.retract(E, ONE, 5L), Fact.set(E, ONE, 5L)))
                .isEqualTo(Effects.facts(Fact.set(E, ONE, 5L)));
    }

    private Effects fold(Fact... steps) {
        return Effects.fold(db, List.of(steps), (_, fact) -> Effects.facts(fact));
    }

    @Test
    void anEntityThatAnEarlierStepMakesCanBeUsedByItsId() {
        Effects effects =
                Effects.fold(
                        db,
                        List.of(1, 2),
                        (seen, item) ->
                                item == 1
                                        ? Effects.facts(Fact.entity().with(NAME, "new"))
                                        : Effects.facts(
                                                Fact.set(idOf(seen, "new"), ONE, 1L),
                                                Fact.setRef(E, OTHER, idOf(seen, "new"))));
        Database after = after(effects);
        assertThat(after.entity(NAME.is("new")).orElseThrow().get(ONE)).contains(1L);
        assertThat(after.entity(E).orElseThrow().get(OTHER)).contains(idOf(after, "new"));
        assertThat(effects.facts().toString()).doesNotContain(Long.toString(idOf(after, "new")));
    }

    @Test
    void aTempidMeansTheSameInAllSteps() {
        Effects effects =
                fold(
                        Fact.entity("x").with(NAME, "new"),
                        Fact.set("x", ONE, 7L),
                        Fact.add("x", MANY, 8L));
        assertThat(after(effects).entity(NAME.is("new")).orElseThrow().get(ONE)).contains(7L);
    }

    @Test
    void aPartWithoutANameCannotBeUsedLater() {
        FactumError error =
                catchThrowableOfType(
                        FactumError.class,
                        () ->
                                Effects.fold(
                                        db,
                                        List.of(1, 2),
                                        (seen, item) -> item == 1 ? withPart() : onPart(seen)));
        assertThat(error.code()).isEqualTo(MachineErrorCode.SPECULATIVE_ENTITY);
    }

    private static Effects withPart() {
        return Effects.facts(Fact.entity(E).with(PART.ident(), Map.of(ONE.ident(), 1L)));
    }

    private static Effects onPart(Database db) {
        long part = db.entity(E).flatMap(entity -> entity.get(PART)).orElseThrow();
        return Effects.facts(Fact.set(part, ONE, 2L));
    }

    /// Whatever the steps are, one transaction of the folded facts ends where the steps one after
    /// the other end, unless it is refused.
    @Test
    void oneTransactionEndsWhereTheStepsEnd() {
        Seeds.each(
                2_000,
                random -> {
                    var some = new RandomEffects(random);
                    var steps = new ArrayList<Fact>();
                    for (int step = 0; step < 4; step++) {
                        Fact fact = some.fact();
                        if (!(fact instanceof Fact.Call)) {
                            steps.add(fact);
                        }
                    }
                    Database start =
                            db.with(List.of(named("e0"), named("e1"), named("e2"))).dbAfter();
                    compare(start, steps);
                });
    }

    private static Object named(String name) {
        return Fact.entity().with(NAME, name).with(ONE, 1L).with(MANY, 1L).form();
    }

    private static void compare(Database start, List<Fact> steps) {
        Database apart = start;
        Database together;
        try {
            for (Fact step : steps) {
                apart = apart.with(List.of(step.form(apart))).dbAfter();
            }
            Effects folded = Effects.fold(start, steps, (_, fact) -> Effects.facts(fact));
            together = start.with(folded.txData(start)).dbAfter();
        } catch (FactumError _) {
            return;
        }
        assertThat(facts(together)).as("%s", steps).isEqualTo(facts(apart));
    }

    private static List<Object> facts(Database db) {
        var facts = new ArrayList<Object>();
        for (Attribute<?> attribute : List.of(NAME, ONE, MANY)) {
            AttributeDefinition definition = db.attributeOrThrow(attribute.ident());
            db.scan(IndexOrder.AEVT, Prefix.attribute(definition.id()))
                    .forEachRemaining(
                            datom -> facts.add(List.of(attribute, name(db, datom), datom.v())));
        }
        return facts;
    }

    private static Object name(Database db, Datom datom) {
        return db.entity(datom.e()).flatMap(entity -> entity.get(NAME)).orElse("");
    }

    private static long idOf(Database db, String name) {
        return db.entidOrThrow(NAME.is(name));
    }

    private Database after(Effects effects) {
        return db.with(effects.txData(db)).dbAfter();
    }
}
