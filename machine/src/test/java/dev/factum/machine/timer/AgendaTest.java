package dev.factum.machine.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.machine.timer.Agenda.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Database with(Instant due) {
        return StandardEngine.emptyDatabase(Functions.none())
                .with(Agenda.schema())
                .dbAfter()
                .with(List.of(Map.of(Agenda.DUE, Agenda.at("main", Kind.TIMER, due))))
                .dbAfter();
    }

    @Test
    void whatIsDueWithinTheNextMillisecondIsNext() {
        Database db = with(NOON.plusMillis(1));
        assertThat(Agenda.next(db, "main", Kind.TIMER, NOON.plusNanos(400_000)))
                .contains(NOON.plusMillis(1));
        assertThat(Agenda.next(db, "main", Kind.TIMER, NOON)).contains(NOON.plusMillis(1));
        assertThat(Agenda.next(db, "main", Kind.TIMER, NOON.plusMillis(1))).isEmpty();
    }

    @Test
    void otherListsAreNotLookedAt() {
        Database db = with(NOON);
        assertThat(Agenda.next(db, "main", Kind.REQUEST, Instant.EPOCH)).isEmpty();
        assertThat(Agenda.next(db, "other", Kind.TIMER, Instant.EPOCH)).isEmpty();
        assertThat(Agenda.of(db, "main", Kind.TIMER).next().due()).isEqualTo(NOON);
    }
}
