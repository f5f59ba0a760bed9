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
import dev.factum.machine.message.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                Decision.of("main", "h", "m0", 7, Bytes.of((byte) 1))
                        .messages(List.of(MESSAGE))
                        .gated(List.of(MESSAGE))
                        .requests(List.of(request))
                        .reply(reply)
                        .received(MESSAGE.digest());
        assertThat(full.request("pay")).isEqualTo(request);
        assertThatThrownBy(() -> full.request("other"))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(MachineErrorCode.UNREADABLE_DECISION));
        Decision empty = Decision.sending("main", "h", "m0", 7, List.of());
        Decision less = full.forgetting(_ -> false);
        for (Decision decision : List.of(full, empty, less)) {
            assertThat(Decision.in(new LogEntry(8, List.of(), decision.encode())))
                    .contains(decision);
        }
        assertThatThrownBy(() -> Reply.ofForm(Map.of())).isInstanceOf(FactumError.class);
    }

    @Test
    void attachmentsOfOthersAreNotTheMachines() {
        assertThat(Decision.in(new LogEntry(1, List.of(), null))).isEmpty();
        assertThat(Decision.in(new LogEntry(1, List.of(), Bytes.of((byte) 1, (byte) 2)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "46580002, a later version",
        "46580001, nothing behind the version",
        "465800010302, no map",
        "4658000124012605210103, a message that is none",
        "4658000124012699, a name that is not in the vocabulary"
    })
    void whatIsTheMachinesAndCannotBeReadIsRefused(String hex, String reason) {
        var entry = new LogEntry(9, List.of(), Bytes.ofHex(hex));
        assertThatThrownBy(() -> Decision.in(entry))
                .as(reason)
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(MachineErrorCode.UNREADABLE_DECISION));
    }

    /// What is written today is read for ever.
    @Test
    void theBytesAre() {
        Message trace = MESSAGE.traced(new Trace("c", "p"));
        Decision decision =
                Decision.of("main", "h", "m0", 7, Bytes.of((byte) 1)).messages(List.of(trace));
        assertThat(decision.encode().toHex())
                .isEqualTo(
                        "465800012406260006086d61696e2601060268260206046d302603030e26040e010126"
                                + "0521012407260b06046d31260c0604696e260d06026b260e060874797065260f0a8087"
                                + "b3950d00261224022614060263261506027026132401070002610302");
    }
}
