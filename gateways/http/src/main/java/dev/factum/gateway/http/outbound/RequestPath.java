package dev.factum.gateway.http.outbound;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the path of a request may be: it goes below the destination's base, in letters that every
/// server reads in the same way.
///
/// Slashes, backslashes and dots that are written as `%2F`, `%5C` and `%2E` are not let through,
/// since a server may take them for what they stand for.
final class RequestPath {

    private static final int LONGEST = 8_192;
    private static final String MARKS = "-._~!$&'()*+,;=:@";
    private static final List<String> AMBIGUOUS = List.of("2f", "5c", "2e");

    private RequestPath() {}

    /// Why a path may not be sent, if it may not.
    static Optional<String> refusal(String path) {
        if (path.length() > LONGEST) {
            return Optional.of("The path is too long");
        }
        String alone = withoutQuery(path);
        if (!alone.startsWith("/")) {
            return Optional.of("The path does not begin with a slash");
        }
        String query = path.substring(alone.length());
        if (!hasLegalLetters(alone, "/", true) || !hasLegalLetters(query, "/?", false)) {
            return Optional.of("The path has letters that no path has");
        }
        return leadsOut(alone)
                ? Optional.of("The path may lead out of its destination")
                : Optional.empty();
    }

    private static boolean leadsOut(String path) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        List<String> inner = segments.subList(0, segments.size() - 1);
        return inner.contains("") || segments.stream().anyMatch(RequestPath::isDots);
    }

    /// Some servers leave away what follows a semicolon before they look at dots.
    private static boolean isDots(String segment) {
        int semicolon = segment.indexOf(';');
        String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
        return name.equals(".") || name.equals("..");
    }

    private static boolean hasLegalLetters(String text, String more, boolean strict) {
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '%') {
                if (!isEscape(text, at, strict)) {
                    return false;
                }
                at += 2;
            } else if (!isLetterOrDigit(letter)
                    && MARKS.indexOf(letter) < 0
                    && more.indexOf(letter) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char letter) {
        return letter < 0x80 && Character.isLetterOrDigit(letter);
    }

    /// True if two hexadecimal digits follow that stand for no control character.
    private static boolean isEscape(String text, int at, boolean strict) {
        if (at + 3 > text.length()) {
            return false;
        }
        String digits = text.substring(at + 1, at + 3).toLowerCase(Locale.ROOT);
        int high = Character.digit(digits.charAt(0), 16);
        int low = Character.digit(digits.charAt(1), 16);
        return high >= 2
                && low >= 0
                && !digits.equals("7f")
                && !(strict && AMBIGUOUS.contains(digits));
    }

    /// True if a path is `prefix` or below it.
    static boolean isBelow(String path, String prefix) {
        String alone = withoutQuery(path);
        return alone.equals(prefix)
                || alone.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
