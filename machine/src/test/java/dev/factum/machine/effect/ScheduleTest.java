package dev.factum.machine.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Schedule.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When schedules happen, checked by hand against a calendar.
class ScheduleTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant next(String cron, ZoneId zone, String after) {
        Instant last = Instant.parse(after);
        return Schedule.cron(cron, zone).after(last, last).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *         | 2026-01-01T12:00:00Z | 2026-01-01T12:01:00Z",
                "*/15 * * * *      | 2026-01-01T12:00:00Z | 2026-01-01T12:15:00Z",
                "0 9 * * mon-fri   | 2026-01-02T09:00:00Z | 2026-01-05T09:00:00Z",
                "0 9 * * 7         | 2026-01-01T00:00:00Z | 2026-01-04T09:00:00Z",
                "30 23 31 * *      | 2026-01-31T23:30:00Z | 2026-03-31T23:30:00Z",
                "0 0 29 2 *        | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 13 * fri      | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z",
                "5,10-12 4 * jan * | 2026-01-01T04:10:00Z | 2026-01-01T04:11:00Z",
                "10/20 * * * *     | 2026-01-01T04:10:00Z | 2026-01-01T04:30:00Z"
            })
    void cronSaysWhen(String cron, String after, String expected) {
        assertThat(next(cron, UTC, after)).isEqualTo(expected);
    }

    @Test
    void cronIsInATimeZoneWithItsClockChanges() {
        assertThat(next("0 9 * * *", BERLIN, "2026-03-28T08:00:00Z"))
                .isEqualTo("2026-03-29T07:00:00Z");
        assertThat(next("30 2 * * *", BERLIN, "2026-03-28T12:00:00Z"))
                .isEqualTo("2026-03-29T01:30:00Z");
        assertThat(next("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z"))
                .isEqualTo("2026-10-25T00:30:00Z");
        assertThat(next("30 2 * * *", BERLIN, "2026-10-25T00:30:00Z"))
                .isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void theFirstMomentMayBeTheEarliestItself() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        assertThat(Schedule.cron("0 12 * * *", UTC).from(noon)).isEqualTo(noon);
        assertThat(Schedule.every(Duration.ofMinutes(5)).from(noon)).isEqualTo(noon);
    }

    @Test
    void missedMomentsGetOneMessageOrNoneOrAll() {
        Schedule hourly = Schedule.every(Duration.ofHours(1));
        Instant due = Instant.parse("2026-01-01T12:00:00Z");
        Instant late = Instant.parse("2026-01-01T15:20:00Z");
        assertThat(hourly.after(due, late)).contains(Instant.parse("2026-01-01T16:00:00Z"));
        assertThat(hourly.missed(Missed.ALL).after(due, late))
                .contains(Instant.parse("2026-01-01T13:00:00Z"));
        assertThat(hourly.missed(Missed.SKIP).isWanted(due, late)).isFalse();
        assertThat(hourly.missed(Missed.SKIP).isWanted(due, due.plusSeconds(1))).isTrue();
        assertThat(hourly.isWanted(due, late)).isTrue();
    }

    @Test
    void aScheduleComesBackFromItsText() {
        Schedule schedule = Schedule.cron("0 9 * * mon-fri", BERLIN).missed(Missed.SKIP);
        assertThat(Schedule.parse(schedule.text())).isEqualTo(schedule);
        Schedule every = Schedule.every(Duration.ofMinutes(90));
        assertThat(Schedule.parse(every.text())).isEqualTo(every);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
                "5-1 * * * *", "a * * * *", "*/0 * * * *", "1,,2 * * * *", "PT0S", "PT-1S", "P",
                "0 0 30 2 *"
            })
    void whatNeverHappensOrSaysNothingIsRefused(String rule) {
        FactumError error =
                catchThrowableOfType(
                        FactumError.class,
                        () -> new Schedule(rule, UTC, Missed.ONCE).from(Instant.EPOCH));
        assertThat(error.code()).isEqualTo(MachineErrorCode.INVALID_SCHEDULE);
    }
}
