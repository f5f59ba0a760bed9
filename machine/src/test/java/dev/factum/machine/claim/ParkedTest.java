package dev.factum.machine.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How messages that could not be decided are kept.
class ParkedTest {

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
