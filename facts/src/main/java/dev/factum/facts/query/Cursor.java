package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where the reader of a long answer stands: how many rows were read, how many come at once, and a
/// fingerprint of the question, so that a cursor does not go on with another question or another
/// moment.
///
/// As text it is the EDN `[1 start size fingerprint]` in URL-safe base 64. It is no secret and no
/// proof: who makes one up reads another page of what may be read anyway.
record Cursor(int start, int size, int fingerprint) {

    private static final long FORMAT = 1;

    String text() {
        String edn = Edn.print(List.of(FORMAT, start, size, fingerprint));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(edn.getBytes(StandardCharsets.UTF_8));
    }

    /// Reads a cursor that was given for the same question.
    static Cursor of(String text, int fingerprint) {
        Cursor cursor = read(text);
        if (cursor.fingerprint != fingerprint) {
            throw invalid(text, "This cursor belongs to another query, input or database value");
        }
        return cursor;
    }

    private static Cursor read(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            Object edn = Edn.read(new String(bytes, StandardCharsets.UTF_8));
            if (edn instanceof List<?> parts
                    && parts.size() == 4
                    && Long.valueOf(FORMAT).equals(parts.getFirst())
                    && parts.get(1) instanceof Long start
                    && start >= 0
                    && parts.get(2) instanceof Long size
                    && size > 0
                    && parts.get(3) instanceof Long fingerprint) {
                return new Cursor(
                        Math.toIntExact(start),
                        Math.toIntExact(size),
                        Math.toIntExact(fingerprint));
            }
        } catch (IllegalArgumentException | ArithmeticException | FactumError e) {
            throw FactumError.of(DbErrorCode.INVALID_CURSOR, "This is not a cursor", e)
                    .with("cursor", text);
        }
        throw invalid(text, "This is not a cursor");
    }

    private static FactumError invalid(String text, String why) {
        return FactumError.of(DbErrorCode.INVALID_CURSOR, why).with("cursor", text);
    }

    /// What tells a question from others: the query, its inputs, and which value each database is.
    /// Inputs must be EDN data; filters of a database cannot be told apart.
    static int fingerprint(Object query, List<? extends @Nullable Object> inputs) {
        var parts = new ArrayList<@Nullable Object>();
        parts.add(query instanceof String text ? Edn.read(text) : query);
        for (Object input : inputs) {
            parts.add(input instanceof Database database ? moment(database) : input);
        }
        return Edn.canonical(Collections.unmodifiableList(parts)).hashCode();
    }

    private static List<Object> moment(Database database) {
        return List.of(
                database.basisT(),
                number(database.asOfT()),
                number(database.sinceT()),
                database.isHistory(),
                database.isFiltered());
    }

    private static long number(OptionalLong t) {
        return t.orElse(-1);
    }
}
