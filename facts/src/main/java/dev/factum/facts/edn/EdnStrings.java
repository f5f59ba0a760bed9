package dev.factum.facts.edn;

import dev.factum.facts.error.FactumError;

/// String literals.
final class EdnStrings {

    private static final int HEX_DIGITS = 4;
    private static final int OCTAL_DIGITS = 3;

    private EdnStrings() {}

    /// The string that stands at the scanner, which is at the opening quote.
    static String read(EdnScanner scanner, EdnLimits limits) {
        scanner.skip(1);
        var string = new StringBuilder();
        while (!scanner.atEnd()) {
            int start = scanner.offset();
            char character = scanner.next();
            if (character == '"') {
                return string.toString();
            }
            if (string.length() == limits.stringLength()) {
                throw EdnFault.limit("A string is too long", "stringLength", limits.stringLength());
            }
            string.append(character == '\\' ? escaped(scanner, start) : character);
        }
        throw EdnFault.syntax("A string is not closed").with("expected", "\"");
    }

    private static char escaped(EdnScanner scanner, int start) {
        char kind = scanner.atEnd() ? '\0' : scanner.next();
        Character character =
                switch (kind) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case '\\', '"' -> kind;
                    case 'u' -> EdnCharacters.coded("u" + run(scanner, 16, HEX_DIGITS));
                    case '0', '1', '2', '3', '4', '5', '6', '7' ->
                            EdnCharacters.coded("o" + kind + run(scanner, 8, OCTAL_DIGITS - 1));
                    default -> null;
                };
        if (character == null) {
            throw scanner.locate(unknownEscape(), start);
        }
        return character;
    }

    private static String run(EdnScanner scanner, int radix, int most) {
        int start = scanner.offset();
        while (scanner.offset() - start < most && Character.digit(scanner.peek(), radix) >= 0) {
            scanner.skip(1);
        }
        return scanner.since(start);
    }

    private static FactumError unknownEscape() {
        return EdnFault.syntax(
                "Unknown escape in a string: expected one of n t r b f \\ \", uXXXX or up to three octal"
                        + " digits after the backslash");
    }

    /// Writes the literal of `string`, or only its beginning once `out` is longer than `limit`.
    static void print(String string, StringBuilder out, int limit) {
        out.append('"');
        int length = string.length();
        for (int index = 0; index < length && out.length() <= limit; index++) {
            char character = string.charAt(index);
            char escape = escape(character);
            if (escape != '\0') {
                out.append('\\').append(escape);
            } else if (EdnCharacters.isVisible(character) || isPaired(string, index)) {
                out.append(character);
            } else {
                EdnCharacters.printEscape(character, out.append('\\'));
            }
        }
        out.append('"');
    }

    private static char escape(char character) {
        return switch (character) {
            case '"', '\\' -> character;
            case '\n' -> 'n';
            case '\t' -> 't';
            case '\r' -> 'r';
            case '\b' -> 'b';
            case '\f' -> 'f';
            default -> '\0';
        };
    }

    /// True if the character at `index` is half of a surrogate pair.
    private static boolean isPaired(String string, int index) {
        char character = string.charAt(index);
        return Character.isHighSurrogate(character)
                ? index + 1 < string.length() && Character.isLowSurrogate(string.charAt(index + 1))
                : Character.isLowSurrogate(character)
                        && index > 0
                        && Character.isHighSurrogate(string.charAt(index - 1));
    }
}
