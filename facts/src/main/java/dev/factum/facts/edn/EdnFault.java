package dev.factum.facts.edn;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;

/// The errors of reading, first without a place, which the reader adds when it knows it.
final class EdnFault {

    /// How much of an offending token an error shows.
    static final int TOKEN_SHOWN = 60;

    private EdnFault() {}

    /// The text is not EDN.
    static FactumError syntax(String text) {
        return FactumError.of(DbErrorCode.EDN_SYNTAX, text);
    }

    /// The text goes beyond a limit of [EdnLimits].
    static FactumError limit(String text, String limit, int allowed) {
        return FactumError.of(DbErrorCode.EDN_LIMIT, text)
                .with("limit", limit)
                .with("allowed", allowed);
    }

    /// The same error with its place in `source` and with what stands there, unless it has a place.
    static FactumError at(FactumError error, String source, int offset, String token) {
        if (error.data().containsKey("line")) {
            return error;
        }
        Position position = Position.in(source, offset);
        return error.with("line", position.line())
                .with("column", position.column())
                .with("token", shortened(token));
    }

    private static String shortened(String token) {
        return token.length() <= TOKEN_SHOWN ? token : token.substring(0, TOKEN_SHOWN) + "...";
    }
}
