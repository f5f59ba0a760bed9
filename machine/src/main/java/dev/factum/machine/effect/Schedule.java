package dev.factum.machine.effect;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// When something happens again and again: at fixed distances, or as a cron expression says in a
/// time zone. Immutable; equal by content.
///
/// @param rule an ISO 8601 duration such as `PT15M`, or the five fields of a cron expression
/// @param zone only for cron
/// @param missed what becomes of moments that passed while nobody was there to fire
public record Schedule(String rule, ZoneId zone, Missed missed) {

    /// What becomes of moments that were missed.
    public enum Missed {
        /// They are gone: there are messages only for moments that are not long past.
        SKIP,
        /// One message, for the first of them, stands for all.
        ONCE,
        /// Each gets its message.
        ALL
    }

    public Schedule {
        if (rule.startsWith("P")) {
            requirePositive(rule);
        } else {
            Cron.parse(rule);
        }
    }

    /// At fixed distances. What was missed gets one message.
    public static Schedule every(Duration distance) {
        return new Schedule(distance.toString(), ZoneId.of("UTC"), Missed.ONCE);
    }

    /// As a cron expression says: minute, hour, day of the month, month, day of the week. What was
    /// missed gets one message.
    ///
    /// @throws FactumError `:factum.machine/invalid-schedule`
    public static Schedule cron(String fields, ZoneId zone) {
        return new Schedule(fields, zone, Missed.ONCE);
    }

    /// The same schedule, otherwise when moments were missed.
    public Schedule missed(Missed other) {
        return new Schedule(rule, zone, other);
    }

    private static void requirePositive(String rule) {
        try {
            if (!Duration.parse(rule).isPositive()) {
                throw invalid(rule, "A distance in time is more than nothing");
            }
        } catch (DateTimeParseException problem) {
            throw invalid(rule, String.valueOf(problem.getMessage()));
        }
    }

    static FactumError invalid(String rule, String why) {
        return FactumError.of(MachineErrorCode.INVALID_SCHEDULE, "This is not a schedule")
                .with("given", rule)
                .with("why", why);
    }

    /// The first moment that is not before `earliest`.
    public Instant from(Instant earliest) {
        return rule.startsWith("P")
                ? earliest
                : Cron.parse(rule)
                        .next(earliest.minusNanos(1), zone)
                        .orElseThrow(() -> invalid(rule, "It never happens"));
    }

    /// True if a moment is to have its message, fired now.
    public boolean isWanted(Instant moment, Instant now) {
        return missed != Missed.SKIP || next(moment, moment).map(now::isBefore).orElse(true);
    }

    /// The moment for the next message; empty if there will be none.
    ///
    /// @param last the moment of the message before
    /// @param now when that was fired
    public Optional<Instant> after(Instant last, Instant now) {
        Optional<Instant> next = next(last, last);
        return missed == Missed.ALL || next.isEmpty() || next.get().isAfter(now)
                ? next
                : next(last, now);
    }

    /// The first moment of the schedule after `moment`.
    private Optional<Instant> next(Instant anchor, Instant moment) {
        if (!rule.startsWith("P")) {
            return Cron.parse(rule).next(moment, zone);
        }
        Duration distance = Duration.parse(rule);
        long passed = Duration.between(anchor, moment).dividedBy(distance);
        return Optional.of(anchor.plus(distance.multipliedBy(passed + 1)));
    }

    /// The schedule as text, which [#parse] reads.
    public String text() {
        return missed.name().toLowerCase(Locale.ROOT) + " " + zone.getId() + " " + rule;
    }

    /// The schedule that [#text] wrote.
    public static Schedule parse(String text) {
        String[] parts = text.split(" ", 3);
        try {
            return new Schedule(
                    parts[2],
                    ZoneId.of(parts[1]),
                    Missed.valueOf(parts[0].toUpperCase(Locale.ROOT)));
        } catch (DateTimeException
                | IllegalArgumentException
                | ArrayIndexOutOfBoundsException problem) {
            throw invalid(text, String.valueOf(problem.getMessage()));
        }
    }
}
