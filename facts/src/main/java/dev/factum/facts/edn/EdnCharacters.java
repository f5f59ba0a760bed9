package dev.factum.facts.edn;

import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Character literals, and the escapes that characters and strings share.
final class EdnCharacters {

    private static final Map<String, Character> BY_NAME =
            Map.of(
                    "newline",
                    '\n',
                    "return",
                    '\r',
                    "space",
                    ' ',
                    "tab",
                    '\t',
                    "formfeed",
                    '\f',
                    "backspace",
                    '\b');
    private static final int HEX_DIGITS = 4;
    private static final int GREATEST_OCTAL = 0xFF;

    private EdnCharacters() {}

    /// The character that stands at the scanner, which is at the backslash.
    static Character read(EdnScanner scanner) {
        scanner.skip(1);
        if (scanner.atEnd() || scanner.atWhitespace()) {
            throw EdnFault.syntax("Expected a character after the backslash; a blank is \\space");
        }
        String name = scanner.next() + scanner.token();
        Character character = name.length() == 1 ? (Character) name.charAt(0) : named(name);
        if (character == null) {
            throw EdnFault.syntax(
                    "Not a character: expected one character or newline, return, space, tab, formfeed,"
                            + " backspace, uXXXX or oNNN after the backslash; beyond U+FFFF use a string");
        }
        return character;
    }

    /// Writes the literal of `character`.
    static void print(char character, StringBuilder out) {
        out.append('\\');
        for (var named : BY_NAME.entrySet()) {
            if (named.getValue() == character) {
                out.append(named.getKey());
                return;
            }
        }
        if (isVisible(character)) {
            out.append(character);
        } else {
            printEscape(character, out);
        }
    }

    /// Writes `uXXXX`.
    static void printEscape(char character, StringBuilder out) {
        out.append('u').append(HexFormat.of().toHexDigits(character));
    }

    /// True if `character` can be written as it is.
    static boolean isVisible(char character) {
        return character >= ' '
                && !Character.isISOControl(character)
                && !Character.isSurrogate(character)
                && (character == ' ' || !Character.isSpaceChar(character))
                && Character.getType(character) != Character.FORMAT;
    }

    /// The character with the code `uXXXX` or octal `oNNN`, or null if `code` is neither.
    static @Nullable Character coded(String code) {
        return switch (code.charAt(0)) {
            case 'u' ->
                    code.length() == 1 + HEX_DIGITS ? digits(code, 16, Character.MAX_VALUE) : null;
            case 'o' -> code.length() <= 4 ? digits(code, 8, GREATEST_OCTAL) : null;
            default -> null;
        };
    }

    private static @Nullable Character named(String name) {
        Character character = BY_NAME.get(name);
        return character != null ? character : coded(name);
    }

    private static @Nullable Character digits(String code, int radix, int greatest) {
        int number = 0;
        for (int index = 1; index < code.length(); index++) {
            int digit = code.charAt(index) < 0x80 ? Character.digit(code.charAt(index), radix) : -1;
            if (digit < 0) {
                return null;
            }
            number = number * radix + digit;
        }
        return number <= greatest ? (Character) (char) number : null;
    }
}
