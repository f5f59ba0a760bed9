package dev.factum.conformance.differential;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.value.Keyword;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What the errors of the other engines are called where they can be compared with ours.
final class KnownErrors {

    private static final Keyword CODE = Keyword.of("db/error");
    private static final Keyword CATEGORY = Keyword.of("category");
    private static final Keyword MESSAGE = Keyword.of("message");

    /// How the messages begin that Datomic gives without a code.
    private static final Map<String, DbErrorCode> WITHOUT_CODE =
            Map.of(
                    "Cannot resolve key", DbErrorCode.NOT_AN_ENTITY,
                    "Don't know how to create ISeq", DbErrorCode.INVALID_TUPLE_VALUE);

    private KnownErrors() {}

    /// Code and category of one of our errors. The function that cancels does so with a conflict.
    ///
    /// @param name without `:db.error`
    static Map<Keyword, Keyword> named(String name) {
        return Stream.of(DbErrorCode.values())
                .filter(each -> each.code().equals(":db.error/" + name))
                .filter(each -> each != DbErrorCode.CANCELLED_INCORRECT)
                .findFirst()
                .map(KnownErrors::of)
                .orElseThrow(() -> new IllegalArgumentException("No code " + name));
    }

    private static Map<Keyword, Keyword> of(DbErrorCode code) {
        return Map.of(
                CODE,
                Keyword.of(code.code().substring(1)),
                CATEGORY,
                Keyword.of(code.category().label()));
    }

    /// An error of Datomic's, with a code if it is known what is meant. A category alone is that of
    /// a function that has cancelled.
    static Map<Object, Object> withCode(Map<Object, Object> error) {
        Map<Object, Object> known = new HashMap<>(error);
        if (!error.containsKey(CODE)) {
            String message = String.valueOf(error.get(MESSAGE));
            WITHOUT_CODE.forEach((beginning, code) -> {
                if (message.startsWith(beginning)) {
                    known.putAll(of(code));
                }
            });
            if (error.containsKey(CATEGORY)) {
                known.put(CODE, Keyword.of("db.error/cancelled"));
            }
        }
        return known;
    }
}
