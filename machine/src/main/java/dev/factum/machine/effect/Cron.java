package dev.factum.machine.effect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A cron expression of five fields, as `crontab(5)` describes them: `*`, lists, ranges, steps, and
/// English names of months and days. If both days are restricted, one of them is enough. Immutable.
///
/// In a night when clocks are set forward, what falls into the gap happens right after it; when
/// they are set back, what falls into the repeated hour happens in its first run only.
final class Cron {

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> DAYS =
            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    /// February 29 can be eight years away.
    private static final int MOST_DAYS = 366 * 9;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet monthDays;
    private final BitSet months;
    private final BitSet weekDays;
    private final boolean isAnyMonthDay;
    private final boolean isAnyWeekDay;

    private Cron(String[] fields, String all) {
        this.minutes = field(fields[0], 0, 59, List.of(), 0, all);
        this.hours = field(fields[1], 0, 23, List.of(), 0, all);
        this.monthDays = field(fields[2], 1, 31, List.of(), 0, all);
        this.months = field(fields[3], 1, 12, MONTHS, 1, all);
        this.weekDays = field(fields[4], 0, 7, DAYS, 0, all);
        if (weekDays.get(7)) {
            weekDays.set(0);
        }
        this.isAnyMonthDay = fields[2].startsWith("*");
        this.isAnyWeekDay = fields[4].startsWith("*");
    }

    static Cron parse(String expression) {
        String[] fields = expression.strip().toLowerCase(Locale.ROOT).split("\\s+");
        if (fields.length != 5) {
            throw Schedule.invalid(expression, "A cron expression has five fields");
        }
        return new Cron(fields, expression);
    }

    private static BitSet field(
            String field, int least, int most, List<String> names, int first, String all) {
        var set = new BitSet();
        for (String part : field.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            int step = stepped.length == 1 ? 1 : number(stepped[1], 1, most, List.of(), 0, all);
            int from = least;
            int to = most;
            if (!stepped[0].equals("*")) {
                String[] ends = stepped[0].split("-", 2);
                from = number(ends[0], least, most, names, first, all);
                boolean isOpen = ends.length == 1 && stepped.length == 2;
                to = isOpen ? most : number(ends[ends.length - 1], least, most, names, first, all);
            }
            if (from > to) {
                throw Schedule.invalid(all, "A range goes upwards: " + part);
            }
            for (int value = from; value <= to; value += step) {
                set.set(value);
            }
        }
        return set;
    }

    private static int number(
            String text, int least, int most, List<String> names, int first, String all) {
        int named = names.indexOf(text);
        if (named >= 0) {
            return named + first;
        }
        if (!text.matches("[0-9]{1,2}")) {
            throw Schedule.invalid(all, "This is no number: " + text);
        }
        int value = Integer.parseInt(text);
        if (value < least || value > most) {
            throw Schedule.invalid(all, text + " is not between " + least + " and " + most);
        }
        return value;
    }

    /// The first moment after `moment`, or empty if there is none.
    Optional<Instant> next(Instant moment, ZoneId zone) {
        ZonedDateTime start = moment.atZone(zone);
        LocalDate day = start.toLocalDate();
        for (int count = 0; count < MOST_DAYS; count++, day = day.plusDays(1)) {
            if (happensOn(day)) {
                Optional<Instant> found = onDay(day, moment, zone);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private boolean happensOn(LocalDate day) {
        boolean byMonth = monthDays.get(day.getDayOfMonth());
        boolean byWeek = weekDays.get(day.getDayOfWeek().getValue() % 7);
        boolean isDay = (isAnyMonthDay || isAnyWeekDay) ? (byMonth && byWeek) : (byMonth || byWeek);
        return isDay && months.get(day.getMonthValue());
    }

    private Optional<Instant> onDay(LocalDate day, Instant moment, ZoneId zone) {
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0);
                    minute >= 0;
                    minute = minutes.nextSetBit(minute + 1)) {
                LocalDateTime local = day.atTime(hour, minute);
                Instant candidate = local.atZone(zone).toInstant();
                if (candidate.isAfter(moment)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
