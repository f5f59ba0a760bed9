package dev.factum.facts.edn;

/// A place in a text: line and column count from 1, columns in UTF-16 code units.
///
/// Immutable and safe to share between threads.
public record Position(int line, int column) {

    /// The place of the character at `offset` of `text`.
    static Position in(String text, int offset) {
        int line = 1;
        int lineStart = 0;
        int newline = text.indexOf('\n');
        while (newline >= 0 && newline < offset) {
            line++;
            lineStart = newline + 1;
            newline = text.indexOf('\n', lineStart);
        }
        return new Position(line, offset - lineStart + 1);
    }

    /// The place as editors and compilers write it, such as `3:14`.
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
