package dev.factum.facts.edn;

/// Why a form cannot begin with some character: mostly because it is Clojure but not data.
final class EdnUnexpected {

    private EdnUnexpected() {}

    /// Why no form begins at the scanner, which found nothing but `token`.
    static String reason(EdnScanner scanner, String token) {
        return switch (token.isEmpty() ? scanner.next() : token.charAt(0)) {
            case '\'' -> "Quotes are not EDN: write the form without the quote";
            case '`', '~' -> "Syntax quotes are not EDN: write the form without them";
            case '^' -> "Metadata is not EDN: write the form without it";
            case '@' -> "Dereferencing is not EDN: write the form without the @";
            default -> "This character cannot begin a form";
        };
    }

    /// Why no form begins with `#` and what stands at the scanner behind it.
    static String reasonAfterHash(EdnScanner scanner) {
        return switch (scanner.atEnd() ? '\0' : scanner.next()) {
            case '=' -> "Evaluation while reading is not EDN";
            case '"' -> "Regular expressions are not EDN: write a string";
            case '\'' -> "Var quotes are not EDN";
            case '(' -> "Function literals are not EDN";
            case '^' -> "Metadata is not EDN: write the form without it";
            case '?' -> "Reader conditionals are not EDN";
            default -> "Expected a tag, #{, #_, #: or ## here; a tag starts with a letter";
        };
    }
}
