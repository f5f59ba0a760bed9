package dev.factum.machine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.record.Namespace;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.machine.MachineErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Messages, their types and ids.
class MessageTest {

    private static final Topic TOPIC = Topic.of("cards");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Namespace("card")
    record Blocked(String id, Optional<Long> limit, List<String> tags) {}

    record NothingSaid(long number) {}

    sealed interface Command permits Open, Close {}

    record Open(String id) implements Command {}

    record Close(String id) implements Command {}

    private static final Message MESSAGE =
            Message.of("m1", TOPIC, "k", NOON, new Blocked("c1", Optional.empty(), List.of("a")));

    private static void refused(ErrorCode code, ThrowingCallable action) {
        FactumError error = catchThrowableOfType(FactumError.class, action);
        assertThat(error.code()).isEqualTo(code);
    }

    @Test
    void aRecordIsAPayloadWithNamespacedNames() {
        assertThat(MESSAGE.type()).isEqualTo("card/blocked");
        assertThat(MESSAGE.payload())
                .isEqualTo(
                        Map.of(Keyword.of("card/id"), "c1", Keyword.of("card/tags"), List.of("a")));
        assertThat(Message.of("m", TOPIC, "k", NOON, new NothingSaid(1)).payload())
                .isEqualTo(Map.of(Keyword.of("nothing-said/number"), 1L));
    }

    @Test
    void aTraceIsPassedOnAndKnowsWhereItBegan() {
        assertThat(MESSAGE.correlation()).isEqualTo("m1");
        assertThat(Trace.after(MESSAGE)).isNull();
        Message second = new Message("m2", TOPIC, "k", "t", NOON, null, "m1", Map.of());
        assertThat(second.correlation()).isEqualTo("m1");
        Trace third = Trace.after(second);
        assertThat(third).isEqualTo(new Trace("m1", null));
        Message foreign = MESSAGE.from("shop").traced(new Trace("order 7", "00-4bf9-00f0-01"));
        assertThat(foreign.correlation()).isEqualTo("order 7");
        assertThat(Trace.after(foreign)).isEqualTo(foreign.trace());
    }

    @Test
    void aMessageComesBackFromItsText() {
        Message full =
                new Message("m2", TOPIC, "k", "t", NOON, "shop", "m1", Map.of(Keyword.of("a"), 1));
        assertThat(full.payload()).isEqualTo(Map.of(Keyword.of("a"), 1L));
        Message traced = full.traced(new Trace("m0", "00-4bf9-00f0-01"));
        for (Message message : List.of(MESSAGE, full, traced, full.traced(new Trace(null, "p")))) {
            assertThat(
                            Message.ofForm(
                                    (Map<?, ?>)
                                            Objects.requireNonNull(
                                                    Edn.read(Edn.print(message.form())))))
                    .isEqualTo(message);
        }
        assertThat(full.toString()).contains(":message/source \"shop\"");
    }

    @Test
    void aSourceIsPartOfTheIdentity() {
        assertThat(MESSAGE.identity()).isEqualTo("m1");
        assertThat(MESSAGE.from("shop").identity()).isEqualTo("shop#m1");
    }

    @Test
    void aDigestTellsWhatIsToldAndNotWhenOrByWhom() {
        Message later =
                Message.of(
                                "m9",
                                TOPIC,
                                "k",
                                NOON.plusSeconds(1),
                                new Blocked("c1", Optional.empty(), List.of("a")))
                        .from("shop");
        assertThat(later.digest()).isEqualTo(MESSAGE.digest());
        assertThat(
                        List.of(
                                Message.of("m1", TOPIC, "k", NOON, new Open("c1")),
                                Message.of("m1", TOPIC, "k", NOON, new Close("c1")),
                                Message.of("m1", TOPIC, "k2", NOON, new Open("c1")),
                                Message.of("m1", Topic.of("x"), "k", NOON, new Open("c1"))))
                .extracting(Message::digest)
                .doesNotHaveDuplicates();
    }

    @Test
    void aSealedInterfaceTakesEachOfItsRecords() {
        MessageType<Command> type = MessageType.of(Command.class);
        assertThat(type.names()).containsExactlyInAnyOrder("open", "close");
        Message close = Message.of("m", TOPIC, "k", NOON, new Close("x"));
        assertThat(type.takes(close.type())).isTrue();
        assertThat(type.decode(close)).isEqualTo(new Close("x"));
        assertThat(MessageType.of(Message.class).decode(MESSAGE)).isEqualTo(MESSAGE);
        assertThat(MessageType.of(Message.class).takes("anything")).isTrue();
    }

    @Test
    void whatIsNoMessageIsRefused() {
        refused(MachineErrorCode.INVALID_TOPIC, () -> Topic.of("a b"));
        refused(MachineErrorCode.INVALID_MESSAGE_TYPE, () -> MessageType.of(String.class));
        refused(MachineErrorCode.UNDECODABLE, () -> Message.ofForm(Map.of()));
        refused(
                MachineErrorCode.UNDECODABLE,
                () -> Message.ofForm(Map.of(Keyword.of("message/id"), 1L)));
        refused(
                MachineErrorCode.UNDECODABLE,
                () -> MessageType.of(NothingSaid.class).decode(MESSAGE));
        refused(MachineErrorCode.UNDECODABLE, () -> MessageType.read(Map.of(), NothingSaid.class));
        refused(MachineErrorCode.INVALID_PAYLOAD, () -> Payload.checked(Map.of("a", 1L)));
        refused(
                MachineErrorCode.INVALID_PAYLOAD,
                () -> Payload.checked(Map.of(Keyword.of("a"), new Object())));
        refused(
                MachineErrorCode.INVALID_PAYLOAD,
                () -> Payload.checked(Map.of(Keyword.of("a"), List.of(Thread.State.NEW))));
    }

    /// A payload is written as text where it is parked, and read from there.
    @Test
    void whatCannotBeWrittenAndReadBackIsRefused() {
        var itself = new ArrayList<Object>();
        itself.add(itself);
        for (Object value :
                List.of(Keyword.of("a b"), Symbol.of("1"), List.of(Keyword.of("a)")), itself)) {
            refused(
                    MachineErrorCode.INVALID_PAYLOAD,
                    () -> Payload.checked(Map.of(Keyword.of("a"), value)));
        }
        refused(
                MachineErrorCode.INVALID_PAYLOAD,
                () -> Payload.checked(Map.of(Keyword.of("a b"), 1L)));
        Object deep = 1L;
        for (int depth = 1; depth < 256; depth++) {
            deep = List.of(deep);
        }
        Map<Keyword, Object> deepest = Payload.checked(Map.of(Keyword.of("a"), deep));
        assertThat(Edn.read(Edn.print(deepest))).isEqualTo(deepest);
        assertThat(Payload.checked(deepest)).isSameAs(deepest);
    }

    @Test
    void numbersAndCollectionsOfAPayloadAreInNormalForm() {
        Map<Keyword, Object> payload =
                Payload.checked(
                        Map.of(
                                Keyword.of("a"),
                                Arrays.asList(1, null),
                                Keyword.of("b"),
                                Set.of((short) 2),
                                Keyword.of("c"),
                                Map.of("d", (byte) 3)));
        assertThat(payload)
                .containsEntry(Keyword.of("a"), Arrays.asList(1L, null))
                .containsEntry(Keyword.of("b"), Set.of(2L))
                .containsEntry(Keyword.of("c"), Map.of("d", 3L));
    }

    @Test
    void anIdDependsOnEachOfItsPartsAndOnNothingElse() {
        var ids = new HashSet<String>();
        for (Message parent : List.of(MESSAGE, MESSAGE.from("shop"))) {
            for (String handler : List.of("a", "b")) {
                for (String key : List.of("k", "l")) {
                    for (String place : List.of("1", "2")) {
                        ids.add(MessageId.ofMessage(parent, handler, TOPIC, key, place));
                    }
                }
            }
        }
        assertThat(ids).hasSize(16);
        assertThat(MessageId.ofMessage(MESSAGE, "a", TOPIC, "k", "1"))
                .isEqualTo(MessageId.ofMessage(MESSAGE, "a", TOPIC, "k", "1"))
                .isNotEqualTo(MessageId.ofMessage(MESSAGE, "a", TOPIC, "k1", ""))
                .isNotEqualTo(MessageId.ofMessage(MESSAGE, "a", Topic.of("cards2"), "k", "1"));
    }

    @Test
    void aTimerThatIsSetAnewForTheSameMomentSendsAnotherMessage() {
        assertThat(MessageId.ofTimer("main/lapse", NOON, "m1"))
                .isEqualTo(MessageId.ofTimer("main/lapse", NOON, "m1"))
                .isNotEqualTo(MessageId.ofTimer("main/lapse", NOON, "m2"))
                .isNotEqualTo(MessageId.ofTimer("main/lapse", NOON.plusMillis(1), "m1"));
    }

    @Test
    void anIdIsAUuidThatCarriesTheTimeOfItsParent() {
        String id = MessageId.ofMessage(MESSAGE, "a", TOPIC, "k", "1");
        assertThat(UUID.fromString(id).version()).isEqualTo(8);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(MessageId.time(id)).contains(NOON);
        assertThat(MessageId.time("m1")).isEmpty();
        assertThat(MessageId.time("c0ffee00-0000-4000-8000-000000000000")).isEmpty();
        assertThat(MessageId.ofLabel(MESSAGE, "a", "offer"))
                .isEqualTo(MessageId.ofLabel(MESSAGE, "a", "offer"))
                .isNotEqualTo(MessageId.ofLabel(MESSAGE, "b", "offer"));
    }
}
