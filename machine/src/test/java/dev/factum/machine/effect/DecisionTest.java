package dev.factum.machine.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is recorded of a decision.
class DecisionTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Message MESSAGE =
            new Message(
                    "m1",
                    Topic.of("in"),
                    "k",
                    "type",
                    NOON,
                    null,
                    null,
                    Map.of(Keyword.of("a"), 1L));

    @Test
    void aDecisionComesBackFromItsBytes() {
        Reply reply = new Reply("reply", Map.of(Keyword.of("a"), 1L));
        Request request =
                Request.of("pay", "POST", "psp", "/payments")
                        .header("Accept", "application/json")
                        .body(Map.of(Keyword.of("amount"), 7L))
                        .context(Map.of(Keyword.of("a"), 1L))
                        .outcome(Topic.internal("outcomes"))
                        .probe("/payments/7")
                        .after("approval")
                        .saga("s")
                        .compensatedBy(Request.of("refund", "DELETE", "psp", "/payments/7"));
        Decision full =
                new Decision(
                        "main",
                        "h",
                        "m0",
                        7,
                        Bytes.of((byte) 1),
                        List.of(MESSAGE),
                        List.of(MESSAGE),
                        List.of(request),
                        reply,
                        MESSAGE.digest());
        assertThat(full.request("pay")).isEqualTo(request);
        assertThatThrownBy(() -> full.request("other"))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(MachineErrorCode.UNREADABLE_DECISION));
        Decision empty = Decision.sending("main", "h", "m0", 7, List.of());
        for (Decision decision : List.of(full, empty)) {
            assertThat(Decision.in(new LogEntry(8, List.of(), decision.encode())))
                    .contains(decision);
        }
        assertThatThrownBy(() -> Reply.ofForm(Map.of())).isInstanceOf(FactumError.class);
    }

    @Test
    void attachmentsOfOthersAreNotTheMachines() {
        assertThat(Decision.in(new LogEntry(1, List.of(), null))).isEmpty();
        assertThat(Decision.in(new LogEntry(1, List.of(), Bytes.of((byte) 1, (byte) 2)))).isEmpty();
        Bytes broken = Bytes.of("#factum/effects 7".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Decision.in(new LogEntry(9, List.of(), broken)))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(MachineErrorCode.UNREADABLE_DECISION));
    }
}
