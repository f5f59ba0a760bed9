package dev.factum.examples.cards;

import static dev.factum.examples.cards.CardFacts.ACTIVE;
import static dev.factum.examples.cards.CardFacts.CARD_CUSTOMER;
import static dev.factum.examples.cards.CardFacts.CARD_ID;
import static dev.factum.examples.cards.CardFacts.CARD_STATUS;
import static dev.factum.examples.cards.CardFacts.CUSTOMER_ID;
import static dev.factum.examples.cards.CardMessages.COMMANDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.examples.cards.CardMessages.BlockCard;
import dev.factum.examples.cards.CardMessages.BlockCustomerCards;
import dev.factum.facts.database.Database;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.message.Message;
import dev.factum.testkit.CrashMatrix;
import dev.factum.testkit.CrashReport;
import dev.factum.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Wherever the service dies, each card is blocked once and the bank hears of it once.
class CardsCrashTest {

    private static final UUID CUSTOMER = new UUID(0, 1);
    private static final UUID FIRST = new UUID(0, 11);
    private static final UUID SECOND = new UUID(0, 12);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final List<Message> SCENARIO =
            List.of(
                    command("m1", new BlockCard(FIRST)),
                    command("m2", new BlockCustomerCards(CUSTOMER)),
                    command("m3", new BlockCard(SECOND)));

    private static final Database DB =
            TestDatabase.with(
                    CardFacts.SCHEMA,
                    Fact.entity("customer").with(CUSTOMER_ID, CUSTOMER),
                    card(FIRST, ACTIVE),
                    card(SECOND, ACTIVE));

    private static Message command(String id, Record payload) {
        return Message.of(id, COMMANDS, CUSTOMER.toString(), NOON, payload);
    }

    private static Fact card(UUID id, Keyword status) {
        return Fact.entity()
                .with(CARD_ID, id)
                .with(CARD_STATUS, status)
                .withRef(CARD_CUSTOMER, "customer");
    }

    private static final CrashMatrix MATRIX = CrashMatrix.of(Cards.machine(), DB, SCENARIO);

    @Test
    void nothingIsLostAndNothingIsDoubled() {
        MATRIX.run().assertClean();
    }

    @Test
    void notEvenByTwoCrashes() {
        CrashMatrix.of(Cards.machine(), DB, SCENARIO.subList(0, 1)).pairs().run().assertClean();
    }

    @Test
    void theOrderDrawnInTheTalkLosesMessages() {
        CrashReport report = MATRIX.process(() -> new DrawnInTheTalk(Cards.machine())).run();
        assertThat(report.findings())
                .anySatisfy(finding -> {
                    assertThat(finding.where())
                            .isEqualTo("killed after step 3 (transact cards/block-card/m1)");
                    assertThat(finding.problem())
                            .startsWith("a message is lost")
                            .contains("card-status-changed");
                });
    }
}
