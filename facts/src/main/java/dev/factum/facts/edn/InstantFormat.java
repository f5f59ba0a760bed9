package dev.factum.facts.edn;

import dev.factum.facts.error.FactumError;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The text of `#inst`: RFC 3339 in which everything after the year may be left out from the right.
///
/// Without an offset the text means UTC, a leap second means the second after it, and years beyond
/// four digits carry a sign.
final class InstantFormat {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?<year>[0-9]{4}|[-+][0-9]{4,10})"
                            + "(?:-(?<month>[0-9]{2})(?:-(?<day>[0-9]{2})"
                            + "(?:T(?<hour>[0-9]{2})(?::(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})"
                            + "(?:\\.(?<fraction>[0-9]{1,9}))?)?)?)?)?)?"
                            + "(?:Z|(?<sign>[-+])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))?");
    private static final int LEAP_SECOND = 60;

    private InstantFormat() {}

    /// The instant that `text` means.
    static Instant parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw unreadable();
        }
        try {
            int second = number(matcher.group("second"));
            boolean leaps = second == LEAP_SECOND && number(matcher.group("minute")) == 59;
            Instant local = Instant.parse(normalized(matcher, leaps ? second - 1 : second));
            return local.plusSeconds((leaps ? 1 : 0) - offsetSeconds(matcher));
        } catch (DateTimeException _) {
            throw unreadable();
        }
    }

    /// The text of `instant` in UTC, with at least milliseconds.
    static String print(Instant instant) {
        String text = instant.toString();
        return text.indexOf('.') < 0 ? text.replace("Z", ".000Z") : text;
    }

    private static String normalized(Matcher matcher, int second) {
        return year(matcher.group("year"))
                + "-"
                + Objects.requireNonNullElse(matcher.group("month"), "01")
                + "-"
                + Objects.requireNonNullElse(matcher.group("day"), "01")
                + "T"
                + hour(matcher.group("hour"))
                + ":"
                + Objects.requireNonNullElse(matcher.group("minute"), "00")
                + ":"
                + (second < 10 ? "0" + second : second)
                + "."
                + Objects.requireNonNullElse(matcher.group("fraction"), "0")
                + "Z";
    }

    /// Java wants the sign of a year exactly where more than four digits or a minus need it.
    private static String year(String year) {
        return year.length() == 5 && year.charAt(0) == '+' ? year.substring(1) : year;
    }

    /// Java would take hour 24 as midnight of the next day.
    private static String hour(@Nullable String hour) {
        if ("24".equals(hour)) {
            throw unreadable();
        }
        return Objects.requireNonNullElse(hour, "00");
    }

    private static long offsetSeconds(Matcher matcher) {
        int hours = number(matcher.group("hours"));
        int minutes = number(matcher.group("minutes"));
        if (hours > 23 || minutes > 59) {
            throw unreadable();
        }
        int seconds = (hours * 60 + minutes) * 60;
        return "-".equals(matcher.group("sign")) ? -seconds : seconds;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static FactumError unreadable() {
        return EdnFault.syntax(
                "Not an instant: expected #inst \"yyyy-mm-ddThh:mm:ss.fff+hh:mm\", cut short anywhere after the"
                        + " year, with at most nine digits of fraction");
    }
}
