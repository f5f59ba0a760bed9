package dev.factum.machine.effect;

import static dev.factum.machine.effect.RandomEffects.MANY;
import static dev.factum.machine.effect.RandomEffects.NAME;
import static dev.factum.machine.effect.RandomEffects.ONE;
import static dev.factum.machine.effect.RandomEffects.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The merge table, row by row.
class MergeTest {

    private static final Object E = NAME.is("e");
    private static final Effects MESSAGE =
            Effects.none().message(TOPIC, "k", Map.of(Keyword.of("value"), 1L));

    private static Effects facts(Fact... facts) {
        return Effects.facts(facts);
    }

    private static Request request(String path) {
        return Request.of("pay", "POST", "psp", path);
    }

    private static Timer timer(long second) {
        return Timer.at("t", Instant.ofEpochSecond(second), MESSAGE.messages().getFirst());
    }

    private static Reply reply(long value) {
        return new Reply("reply", Map.of(Keyword.of("value"), value));
    }

    static List<Arguments> kept() {
        Fact set = Fact.set(E, ONE, 1L);
        Fact add = Fact.add(E, MANY, 1L);
        Fact cas = Fact.compareAndSet(E, ONE, 1L, 2L);
        Fact map = Fact.entity(E).with(ONE, 1L);
        Fact nameless = Fact.entity().with(ONE, 1L);
        Fact call = Fact.call("f", 1L);
        return List.of(
                Arguments.of("equal values of one attribute", facts(set), facts(set), facts(set)),
                Arguments.of("the same fact twice", facts(add), facts(add), facts(add)),
                Arguments.of(
                        "two values of many",
                        facts(add),
                        facts(Fact.add(E, MANY, 2L)),
                        facts(add, Fact.add(E, MANY, 2L))),
                Arguments.of(
                        "increments",
                        facts(Fact.increment(E, ONE, 2)),
                        facts(Fact.increment(E, ONE, 3)),
                        facts(Fact.increment(E, ONE, 5))),
                Arguments.of("equal compare-and-sets", facts(cas), facts(cas), facts(cas)),
                Arguments.of("equal maps", facts(map), facts(map), facts(map)),
                Arguments.of(
                        "a map and a value that agree", facts(map), facts(set), facts(map, set)),
                Arguments.of(
                        "new entities",
                        facts(nameless),
                        facts(nameless),
                        facts(nameless, nameless)),
                Arguments.of("calls", facts(call), facts(call), facts(call, call)),
                Arguments.of(
                        "retractions of an entity and of its value",
                        facts(Fact.retract(E, ONE, 1L)),
                        facts(Fact.retractEntity(E)),
                        facts(Fact.retract(E, ONE, 1L), Fact.retractEntity(E))),
                Arguments.of(
                        "equal requests",
                        Effects.none().request(request("/a")),
                        Effects.none().request(request("/a")),
                        Effects.none().request(request("/a"))),
                Arguments.of(
                        "equal timers",
                        Effects.none().timer(timer(1)),
                        Effects.none().timer(timer(1)),
                        Effects.none().timer(timer(1))),
                Arguments.of(
                        "equal replies",
                        Effects.none().reply(reply(1)),
                        Effects.none().reply(reply(1)),
                        Effects.none().reply(reply(1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kept")
    void isPutTogether(String what, Effects first, Effects second, Effects both) {
        assertThat(first.and(second)).as(what).isEqualTo(both);
    }

    @Test
    void twoEqualMessagesAreTwo() {
        assertThat(MESSAGE.and(MESSAGE).messages()).hasSize(2);
        OutgoingMessage labelled = MESSAGE.messages().getFirst().labelled("once");
        assertThat(Effects.none().message(labelled).message(labelled).messages()).hasSize(1);
    }

    static List<Arguments> contradictions() {
        Effects one = facts(Fact.set(E, ONE, 1L));
        OutgoingMessage message = MESSAGE.messages().getFirst();
        var other = new OutgoingMessage(TOPIC, "k", "other", "once", true, message.payload());
        return List.of(
                Arguments.of("two values", one, facts(Fact.set(E, ONE, 2L))),
                Arguments.of("a value and an increment", one, facts(Fact.increment(E, ONE, 1))),
                Arguments.of(
                        "a value and a compare-and-set",
                        one,
                        facts(Fact.compareAndSet(E, ONE, 1L, 2L))),
                Arguments.of("a map and another value", facts(Fact.entity(E).with(ONE, 2L)), one),
                Arguments.of("a value and another map", one, facts(Fact.entity(E).with(ONE, 2L))),
                Arguments.of("a value set and retracted", one, facts(Fact.retract(E, ONE, 1L))),
                Arguments.of("a value retracted and set", facts(Fact.retract(E, ONE, 1L)), one),
                Arguments.of(
                        "a fact added and retracted",
                        facts(Fact.add(E, MANY, 1L)),
                        facts(Fact.retract(E, MANY, 1L))),
                Arguments.of("an entity changed and retracted", one, facts(Fact.retractEntity(E))),
                Arguments.of("an entity retracted and changed", facts(Fact.retractEntity(E)), one),
                Arguments.of(
                        "two requests under one label",
                        Effects.none().request(request("/a")),
                        Effects.none().request(request("/b"))),
                Arguments.of(
                        "two timers under one id",
                        Effects.none().timer(timer(1)),
                        Effects.none().timer(timer(2))),
                Arguments.of(
                        "two messages under one label",
                        Effects.none().message(message.labelled("once")),
                        Effects.none().message(other)),
                Arguments.of(
                        "two replies",
                        Effects.none().reply(reply(1)),
                        Effects.none().reply(reply(2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void isRefused(String what, Effects first, Effects second) {
        FactumError error = catchThrowableOfType(FactumError.class, () -> first.and(second));
        assertThat(error.code()).as(what).isEqualTo(MachineErrorCode.MERGE_CONFLICT);
        assertThat(error.data().get("first")).asString().contains("from=left");
        assertThat(error.data().get("second")).asString().contains("from=right");
    }

    @Test
    void theErrorNamesTheItemsThatContradictEachOther() {
        FactumError error =
                catchThrowableOfType(
                        FactumError.class,
                        () ->
                                Effects.merge(
                                        List.of(1L, 2L, 3L),
                                        item ->
                                                item == 2
                                                        ? MESSAGE
                                                        : facts(Fact.set(E, ONE, item))));
        assertThat(error.data().get("first")).asString().contains("from=1", "effect=[:db/add");
        assertThat(error.data().get("second")).asString().contains("from=3");
        FactumError inner =
                catchThrowableOfType(
                        FactumError.class, () -> facts(Fact.set(E, ONE, 1L), Fact.set(E, ONE, 2L)));
        assertThat(inner.data().get("second")).asString().contains("from=fact 1");
        FactumError listed =
                catchThrowableOfType(
                        FactumError.class,
                        () ->
                                Effects.merge(
                                        List.of(
                                                facts(Fact.set(E, ONE, 1L)),
                                                facts(Fact.set(E, ONE, 2L)))));
        assertThat(listed.data().get("second")).asString().contains("from=element 1");
    }
}
