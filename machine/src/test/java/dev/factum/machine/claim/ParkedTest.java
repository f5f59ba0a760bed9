package dev.factum.machine.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static FactumError reason() {
        return FactumError.of(DbErrorCode.UNIQUE_CONFLICT, "Refused");
    }

    private static final ReadSet READS =
            ReadSet.of(
                    Set.of(
                            new ReadRange.EntityFacts(1),
                            new ReadRange.EntityAttribute(1, 2),
                            new ReadRange.AttributeFacts(3),
                            new ReadRange.AttributeValue(4, "x"),
                            new ReadRange.AttributeInterval(5, 1L, null),
                            new ReadRange.AttributeInterval(6, null, NOON),
                            new ReadRange.References(7),
                            new ReadRange.Everything()));

    private static Database park(Database db, Message message, FactumError error) {
        var attempt = new Parked.Attempt("1.0", 7, READS);
        return db.with(Parked.txData(db, "main", "first", message, error, attempt)).dbAfter();
    }

    private final Database installed =
            db.with(Parked.schema().stream().map(Attribute::declaration).toList()).dbAfter();

    @Test
    void parkedMessagesAreListedUntilTheyAreReleased() {
        assertThat(Parked.in(db)).isEmpty();
        Database aside = park(installed, MESSAGE, reason());
        Parked parked = Parked.in(aside).getFirst();
        assertThat(parked.message()).isEqualTo(MESSAGE);
        assertThat(parked.code()).isEqualTo(":db.error/unique-conflict");
        assertThat(parked.kind()).isEqualTo(ParkedClass.DATABASE);
        assertThat(parked.reads()).isEqualTo(READS);
        assertThat(parked.basis()).isEqualTo(7);
        assertThat(parked.isStale("1.0")).isFalse();
        assertThat(parked.isStale("1.1")).isTrue();
        Database released = aside.with(Parked.released(aside, parked.claim())).dbAfter();
        assertThat(Parked.in(released)).isEmpty();
        assertThat(Parked.released(released, parked.claim())).isEmpty();
    }

    @Test
    void oneThatIsTriedInVainStaysInItsPlaceAndIsWantedByNobodyAnyMore() {
        Database aside = park(installed, MESSAGE, reason());
        Parked parked = Parked.in(aside).getFirst();
        Database wanted = aside.with(List.of(parked.wanted("ann"))).dbAfter();
        assertThat(Parked.in(wanted))
                .extracting(Parked::wantedBy)
                .containsExactly(Optional.of("ann"));
        Database again = park(wanted, MESSAGE, reason());
        assertThat(Parked.in(again))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.entity()).isEqualTo(parked.entity());
                    assertThat(each.runs()).isEqualTo(2);
                    assertThat(each.wantedBy()).isEmpty();
                });
    }

    @Test
    void laterMessagesOfAKeyAreBehindTheFirst() {
        Message later =
                new Message("m2", Topic.of("in"), "k", "type", NOON, null, null, MESSAGE.payload());
        Database aside = park(installed, MESSAGE, reason());
        assertThat(Parked.ahead(aside, "main", "first", MESSAGE)).isEmpty();
        assertThat(Parked.ahead(aside, "main", "first", later)).isPresent();
        assertThat(Parked.ahead(aside, "main", "second", later)).isEmpty();
        Database both = park(aside, later, FactumError.of(MachineErrorCode.KEY_PARKED, "Behind"));
        assertThat(Parked.in(both).getLast().kind()).isEqualTo(ParkedClass.BEHIND);
        assertThat(Parked.in(both).getLast().nextInLane(both))
                .map(Parked::message)
                .contains(MESSAGE);
    }

    @Test
    void textThatIsNoReadSetIsRefused() {
        for (String text :
                List.of("7", "[7]", "[[]]", "[[:x 1]]", "[[:value 1 nil]]", "[[:entity]]")) {
            assertThatThrownBy(() -> ReadsForm.read(text)).isInstanceOf(FactumError.class);
        }
    }
}
