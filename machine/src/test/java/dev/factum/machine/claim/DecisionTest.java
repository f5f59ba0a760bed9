package dev.factum.machine.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is recorded of a decision, and of a message that could not be decided.
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

    private final Database db = StandardEngine.emptyDatabase(Functions.none());

    @Test
    void aDecisionComesBackFromItsBytes() {
        Reply reply = new Reply("reply", Map.of(Keyword.of("a"), 1L));
        Decision full =
                new Decision("main", "h", "m0", 7, Bytes.of((byte) 1), List.of(MESSAGE), reply);
        Decision empty = new Decision("main", "h", "m0", 7, Bytes.of(), List.of(), null);
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

    @Test
    void parkedMessagesAreListedUntilTheyAreDecided() {
        Database installed =
                db.with(Parked.schema().stream().map(Attribute::declaration).toList()).dbAfter();
        FactumError reason = FactumError.of(DbErrorCode.UNIQUE_CONFLICT, "Refused");
        Parked parked = Parked.of("main", "first", MESSAGE, reason);
        Database aside = installed.with(parked.txData()).dbAfter();
        assertThat(Parked.in(db)).isEmpty();
        assertThat(Parked.in(aside)).containsExactly(parked);
        assertThat(Parked.in(aside.with(parked.txData()).dbAfter())).containsExactly(parked);
        TxReport decided =
                Transaction.apply(
                        aside,
                        List.of(),
                        TxOptions.at(NOON, Claim.of("main", "first", MESSAGE).text()));
        assertThat(Parked.in(decided.dbAfter())).isEmpty();
        assertThat(parked.code()).isEqualTo(":db.error/unique-conflict");
    }
}
