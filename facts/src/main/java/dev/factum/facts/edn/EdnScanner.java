package dev.factum.facts.edn;

import dev.factum.facts.error.FactumError;

/// A place in a text that moves forward over white space, comments and tokens.
///
/// Belongs to one reader and so to one thread.
final class EdnScanner {

    private static final String DELIMITERS = "\"();[]{}\\^@`~,";
    private static final char ASCII = 128;
    private static final boolean[] TOKEN_PARTS = tokenParts();
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private int offset;

    EdnScanner(String text) {
        this.text = text;
        this.offset = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    private static boolean[] tokenParts() {
        var parts = new boolean[ASCII];
        for (char character = 0; character < ASCII; character++) {
            parts[character] =
                    character > ' '
                            && !Character.isISOControl(character)
                            && DELIMITERS.indexOf(character) < 0;
        }
        return parts;
    }

    /// True if `character` can be part of a number, symbol or keyword.
    static boolean isTokenPart(char character) {
        return character < ASCII ? TOKEN_PARTS[character] : isVisible(character);
    }

    private static boolean isVisible(char character) {
        return !Character.isWhitespace(character)
                && !Character.isISOControl(character)
                && !Character.isSpaceChar(character);
    }

    private static boolean isBlank(char character) {
        return character == ',' || Character.isWhitespace(character);
    }

    int offset() {
        return offset;
    }

    boolean atEnd() {
        return offset >= text.length();
    }

    boolean atWhitespace() {
        return !atEnd() && Character.isWhitespace(text.charAt(offset));
    }

    /// True if what comes next is exactly `expected`.
    boolean at(String expected) {
        return text.startsWith(expected, offset);
    }

    /// The character at the place, or NUL at the end.
    char peek() {
        return atEnd() ? '\0' : text.charAt(offset);
    }

    /// The character at the place, which moves behind it.
    char next() {
        return text.charAt(offset++);
    }

    void skip(int characters) {
        offset += characters;
    }

    /// Moves over white space, commas and comments.
    void skipBlank() {
        while (!atEnd()) {
            char character = text.charAt(offset);
            if (character == ';') {
                skipLine();
            } else if (isBlank(character)) {
                offset++;
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        int newline = text.indexOf('\n', offset);
        offset = newline < 0 ? text.length() : newline;
    }

    /// The run of token characters from here, which may be empty; the place moves behind it.
    String token() {
        int start = offset;
        while (!atEnd() && isTokenPart(text.charAt(offset))) {
            offset++;
        }
        return text.substring(start, offset);
    }

    /// The text from `start` to the place.
    String since(int start) {
        return text.substring(start, offset);
    }

    /// Adds to `error` that it happened at `start`, in what was read since.
    FactumError locate(FactumError error, int start) {
        return EdnFault.at(error, text, start, since(start));
    }

    /// Adds to `error` that it happened at `start`, with the one `token` to blame.
    FactumError locate(FactumError error, int start, String token) {
        return EdnFault.at(error, text, start, token);
    }
}
