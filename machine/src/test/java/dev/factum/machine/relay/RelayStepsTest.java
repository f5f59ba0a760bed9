package dev.factum.machine.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The protocol of the relay: what is sent when, and how far the cursor may go.
class RelayStepsTest {

    private final RelaySteps steps = new RelaySteps("main");
    private final Database db =
            StandardEngine.emptyDatabase(Functions.none()).with(Cursor.schema()).dbAfter();

    private static Message message(long t) {
        Map<Keyword, Object> payload = Map.of(Keyword.of("t"), t);
        return new Message(
                "m" + t, Topic.of("out"), "k", "type", Instant.EPOCH, null, null, payload);
    }

    private static LogEntry owing(long t) {
        Decision decision = Decision.sending("main", "h", "m", t - 1, List.of(message(t)));
        return new LogEntry(t, List.of(), decision.encode());
    }

    private static LogEntry empty(long t) {
        return new LogEntry(t, List.of(), null);
    }

    private static LogEntry decidedNothing(long t) {
        return new LogEntry(t, List.of(), Decision.of("main", "h", "m", 0, Bytes.of()).encode());
    }

    private static RelayIo publish(long t) {
        return new RelayIo.Publish(t, List.of(message(t)));
    }

    private static RelayIo read(long from) {
        return new RelayIo.ReadLog(from, RelaySteps.BATCH);
    }

    private static RelayIo save(long through) {
        return new RelayIo.SaveCursor(new Cursor("main", through));
    }

    private RelaySteps.Step started(Database at) {
        RelaySteps.Step begun = steps.begin();
        assertThat(begun.io()).containsExactly(new RelayIo.Look());
        return steps.next(begun.relaying(), new RelayEvent.Looked(at));
    }

    private RelaySteps.Step read(RelaySteps.Step step, LogEntry... entries) {
        return steps.next(step.relaying(), new RelayEvent.LogRead(List.of(entries)));
    }

    private RelaySteps.Step accepted(RelaySteps.Step step, Long... ts) {
        return steps.next(step.relaying(), new RelayEvent.Accepted(Set.of(ts)));
    }

    @Test
    void itStartsAfterTheCursorThatWasSaved() {
        assertThat(started(db).io()).containsExactly(read(1));
        Database later = db.with(new Cursor("main", 41).txData()).dbAfter();
        assertThat(started(later).io()).containsExactly(read(42));
        Database other = db.with(new Cursor("other", 41).txData()).dbAfter();
        assertThat(started(other).io()).containsExactly(read(1));
        assertThat(Cursor.in(StandardEngine.emptyDatabase(Functions.none()), "main").through())
                .isZero();
    }

    @Test
    void itSendsWhatIsOwedInOrderAndReadsOn() {
        RelaySteps.Step step = read(started(db), empty(1), owing(2), decidedNothing(3), owing(4));
        assertThat(step.io()).containsExactly(publish(2), publish(4), read(5));
        assertThat(step.relaying().through()).isEqualTo(1);
    }

    @Test
    void whatAnotherMachineOwesIsNotSent() {
        Decision foreign = Decision.sending("other", "h", "m", 0, List.of(message(1)));
        RelaySteps.Step step =
                read(started(db), new LogEntry(1, List.of(), foreign.encode()), owing(2));
        assertThat(step.io()).containsExactly(publish(2), read(3));
    }

    @Test
    void aCursorThatHasLostItsPlaceDoesNotPassWhatIsForgotten() {
        var gone =
                new LogEntry(2, List.of(), Decision.at(owing(2)).forgetting(_ -> false).encode());
        assertThatThrownBy(() -> read(started(db), empty(1), gone))
                .hasMessageContaining(":factum.machine/effects-forgotten");
    }

    @Test
    void theCursorGoesAsFarAsEverythingBeforeWasAccepted() {
        RelaySteps.Step step = read(started(db), empty(1), owing(2), owing(3), owing(4));
        step = accepted(step, 3L);
        assertThat(step.io()).isEmpty();
        assertThat(step.relaying().through()).isEqualTo(1);
        step = accepted(step, 2L);
        assertThat(step.relaying().through()).isEqualTo(3);
        step = accepted(step, 4L);
        assertThat(step.relaying().through()).isEqualTo(4);
    }

    @Test
    void withNothingToReadItSavesTheCursorOnceAndNotForItsOwnTransaction() {
        RelaySteps.Step step = accepted(read(started(db), empty(1), owing(2)), 2L);
        step = read(step);
        assertThat(step.io()).containsExactly(save(2));
        step = steps.next(step.relaying(), new RelayEvent.CursorSaved(2, true));
        assertThat(step.io()).containsExactly(read(3));
        assertThat(read(read(step, empty(3))).io()).containsExactly(read(4));
    }

    @Test
    void aCursorThatWasNotTakenIsSavedLater() {
        RelaySteps.Step step = accepted(read(started(db), owing(1)), 1L);
        step = steps.next(read(step).relaying(), new RelayEvent.CursorSaved(1, false));
        assertThat(read(step).io()).containsExactly(save(1));
    }

    @Test
    void whatIsAcceptedLateIsSavedToo() {
        RelaySteps.Step step = accepted(read(started(db), owing(1), owing(2)), 1L);
        step = read(step);
        assertThat(step.io()).containsExactly(save(1));
        step = steps.next(step.relaying(), new RelayEvent.CursorSaved(1, true));
        assertThat(read(step).io()).containsExactly(read(3));
        assertThat(read(accepted(step, 2L)).io()).containsExactly(save(2));
    }

    @Test
    void inALongRunTheCursorIsSavedNowAndThen() {
        RelaySteps.Step step = started(db);
        long t = 1;
        while (t <= RelaySteps.SAVE_EVERY) {
            var entries = new ArrayList<LogEntry>();
            for (int each = 0; each < RelaySteps.BATCH; each++) {
                entries.add(owing(t++));
            }
            RelaySteps.Step batch = read(step, entries.toArray(LogEntry[]::new));
            if (batch.io().getLast() instanceof RelayIo.SaveCursor) {
                return;
            }
            Long[] ts = entries.stream().map(LogEntry::t).toArray(Long[]::new);
            step = accepted(batch, ts);
        }
        throw new AssertionError("The cursor was never saved");
    }

    @Test
    void withTooMuchOnTheWayItWaits() {
        LogEntry[] entries =
                LongStream.rangeClosed(1, RelaySteps.MOST_ON_THE_WAY)
                        .mapToObj(RelayStepsTest::owing)
                        .toArray(LogEntry[]::new);
        RelaySteps.Step step = read(started(db), entries);
        assertThat(step.io().getLast()).isEqualTo(new RelayIo.AwaitAccepted());
        RelaySteps.Step nothing = steps.next(step.relaying(), new RelayEvent.Accepted(Set.of()));
        assertThat(nothing.io()).containsExactly(new RelayIo.AwaitAccepted());
        assertThat(accepted(step, 1L).io()).containsExactly(read(RelaySteps.MOST_ON_THE_WAY + 1));
    }

    @Test
    void whatCannotBeReadIsNotSkipped() {
        Bytes broken = Bytes.of((byte) 'F', (byte) 'X', (byte) 0, (byte) 1);
        assertThatThrownBy(() -> read(started(db), new LogEntry(1, List.of(), broken)))
                .isInstanceOf(FactumError.class);
    }
}
