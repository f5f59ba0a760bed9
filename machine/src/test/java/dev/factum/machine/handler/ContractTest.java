package dev.factum.machine.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.effect.Request;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a contract allows, and what no handler may do.
class ContractTest {

    private static final Attribute<String> NAME = Attribute.string("t/name").identity();
    private static final Attribute<Long> VALUE = Attribute.longNumber("t/value");
    private static final Attribute<Long> PART = Attribute.ref("t/part").component();
    private static final Topic TOPIC = Topic.of("topic");
    private static final Topic OTHER = Topic.of("other");

    record Sent(String what) {}

    record Unsaid(String what) {}

    private static final Contract CONTRACT =
            Contract.nothing()
                    .writes(VALUE, NAME)
                    .reads(NAME)
                    .calls("f")
                    .sends(TOPIC, Sent.class)
                    .sends(OTHER)
                    .replies(Sent.class);

    private final Database db =
            StandardEngine.emptyDatabase(Functions.none())
                    .with(List.of(NAME.declaration(), VALUE.declaration(), PART.declaration()))
                    .dbAfter()
                    .with(
                            List.of(
                                    Map.of(
                                            NAME.ident(),
                                            "a",
                                            VALUE.ident(),
                                            1L,
                                            PART.ident(),
                                            Map.of(VALUE.ident(), 2L))))
                    .dbAfter();

    private void check(Contract contract, Effects effects) {
        ContractCheck.check(contract, effects, ReadSet.nothing(), db);
    }

    private void allowed(Effects effects) {
        assertThatCode(() -> check(CONTRACT, effects)).doesNotThrowAnyException();
    }

    private void refused(Effects effects) {
        refused(MachineErrorCode.CONTRACT, effects);
    }

    private void refused(Contract contract, Effects effects) {
        FactumError error = catchThrowableOfType(FactumError.class, () -> check(contract, effects));
        assertThat(error.code()).isEqualTo(MachineErrorCode.CONTRACT);
    }

    private void refused(MachineErrorCode code, Effects effects) {
        FactumError error = catchThrowableOfType(FactumError.class, () -> check(CONTRACT, effects));
        assertThat(error.code()).isEqualTo(code);
    }

    @Test
    void factsOfNamedAttributesAreAllowed() {
        allowed(Effects.facts(Fact.set(NAME.is("a"), VALUE, 1L), Fact.call("f", 1L)));
        allowed(Effects.facts(Fact.entity().with(NAME, "b").with(VALUE, 1L)));
        refused(Effects.facts(Fact.setRef(NAME.is("a"), PART, "x")));
        refused(Effects.facts(Fact.call("g")));
        refused(Effects.facts(Fact.entity().with(NAME, "b").with(PART.ident(), Map.of())));
    }

    @Test
    void attributesOfNestedMapsAndBackwardReferencesCount() {
        Contract parts = Contract.nothing().writes(PART);
        Effects nested =
                Effects.facts(Fact.entity("e").with(PART.ident(), Map.of(VALUE.ident(), 1L)));
        Effects backwards = Effects.facts(Fact.entity("e").with(Keyword.of("t/_part"), "x"));
        assertThatCode(() -> check(parts.writes(VALUE), nested)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(FactumError.class, () -> check(parts, nested)).data())
                .containsEntry("attribute", VALUE.ident());
        assertThatCode(() -> check(parts, backwards)).doesNotThrowAnyException();
    }

    @Test
    void retractingAnEntityWritesWhatItHas() {
        refused(Effects.facts(Fact.retractEntity(NAME.is("a"))));
        Contract all = CONTRACT.writes(PART);
        assertThatCode(() -> check(all, Effects.facts(Fact.retractEntity(NAME.is("a")))))
                .doesNotThrowAnyException();
        allowed(Effects.facts(Fact.retractEntity(NAME.is("nobody"))));
    }

    @Test
    void messagesAndRepliesAreCheckedByTopicAndType() {
        allowed(Effects.none().message(TOPIC, "k", new Sent("x")).reply(new Sent("y")));
        allowed(Effects.none().message(OTHER, "k", Map.of(Keyword.of("a"), 1L)));
        refused(Effects.none().message(TOPIC, "k", new Unsaid("x")));
        refused(Effects.none().message(OTHER, "k", new Sent("x")));
        refused(Effects.none().reply(new Unsaid("x")));
    }

    @Test
    void entityIdsDoNotLeave() {
        long id = db.entidOrThrow(NAME.is("a"));
        for (Object leaving :
                List.of(id, List.of(id), Map.of(Keyword.of("db/id"), "x"), Map.of("in", id))) {
            refused(
                    MachineErrorCode.ENTITY_ID_IN_MESSAGE,
                    Effects.none().message(OTHER, "k", Map.of(Keyword.of("a"), leaving)));
        }
        refused(
                MachineErrorCode.ENTITY_ID_IN_MESSAGE,
                Effects.none()
                        .reply(
                                new Reply(
                                        MessageType.nameOf(Sent.class),
                                        Map.of(Keyword.of("a"), id))));
    }

    @Test
    void requestsGoToDestinationsThatAreNamed() {
        Effects pay = Effects.none().request(Request.of("r", "POST", "psp", "/pay"));
        refused(MachineErrorCode.CONTRACT, pay);
        Effects undone =
                Effects.none()
                        .request(
                                Request.of("r", "POST", "psp", "/pay")
                                        .compensatedBy(Request.of("u", "POST", "other", "/undo")));
        Contract contract = Contract.nothing().requests("psp");
        assertThatCode(() -> check(contract, pay)).doesNotThrowAnyException();
        refused(contract, undone);
    }

    @Test
    void aTimerSendsWhatTheHandlerMaySend() {
        var message = Effects.none().message(TOPIC, "k", new Sent("x")).messages().getFirst();
        Effects later = Effects.none().timer(Timer.at("t", Instant.EPOCH, message));
        check(Contract.nothing().sends(TOPIC, Sent.class), later);
        refused(Contract.nothing(), later);
    }

    @Test
    void oneDecisionHasALimit() {
        Effects many =
                Effects.merge(
                        IntStream.rangeClosed(0, 10_000).boxed().toList(),
                        item -> Effects.none().message(TOPIC, "k" + item, new Sent("x")));
        refused(MachineErrorCode.TOO_MANY_EFFECTS, many);
    }

    private void reads(Consumer<Database> reading, boolean isAllowed) {
        var recorder = new ReadSet.Recorder();
        reading.accept(db.tracked(recorder));
        var result =
                assertThatCode(
                        () -> ContractCheck.check(CONTRACT, Effects.none(), recorder.reads(), db));
        if (isAllowed) {
            result.doesNotThrowAnyException();
        } else {
            result.isInstanceOf(FactumError.class).hasMessageContaining("contract");
        }
    }

    @Test
    void readsOfNamedAttributesAreAllowed() {
        reads(seen -> seen.entity(NAME.is("a")), true);
        reads(seen -> seen.pull("[:t/name]", NAME.is("a")), true);
        reads(seen -> seen.query("[:find ?e :where [?e :t/name _]]"), true);
        reads(seen -> seen.pull("[:t/value]", NAME.is("a")), false);
        reads(seen -> seen.query("[:find ?e :where [?e :t/value 1]]"), false);
        reads(seen -> seen.entity(NAME.is("a")).orElseThrow().touch(), false);
    }

    @Test
    void anOpenContractAllowsAll() {
        Effects effects =
                Effects.facts(Fact.call("g"), Fact.setRef("x", PART, "y"))
                        .message(TOPIC, "k", new Unsaid("x"))
                        .reply(new Unsaid("x"));
        assertThatCode(() -> check(Contract.anything(), effects)).doesNotThrowAnyException();
    }

    @Test
    void aHandlerTakesItsTypesAndHasANameOfItsOwn() {
        HandlerDefinition<Sent> sent = definition("sent", Sent.class);
        HandlerDefinition<Message> all = definition("all", Message.class);
        Handlers handlers = Handlers.of(List.of(sent, all));
        Message message = Message.of("m", TOPIC, "k", Instant.EPOCH, new Sent("x"));
        Message unsaid = Message.of("m", TOPIC, "k", Instant.EPOCH, new Unsaid("x"));
        Message elsewhere = Message.of("m", OTHER, "k", Instant.EPOCH, new Sent("x"));
        assertThat(handlers.topics()).containsExactly(TOPIC);
        assertThat(handlers.taking(message)).containsExactly(sent, all);
        assertThat(handlers.taking(unsaid)).containsExactly(all);
        assertThat(handlers.taking(elsewhere)).isEmpty();
        assertThat(handlers.named("all")).contains(all);
        assertThat(handlers.named("none")).isEmpty();
        FactumError twice =
                catchThrowableOfType(FactumError.class, () -> Handlers.of(List.of(sent, sent)));
        assertThat(twice.code()).isEqualTo(MachineErrorCode.HANDLER_EXISTS);
    }

    private static <M> HandlerDefinition<M> definition(String name, Class<M> type) {
        return new HandlerDefinition<>(
                name, TOPIC, MessageType.of(type), (_, _, _) -> Effects.none(), CONTRACT);
    }
}
