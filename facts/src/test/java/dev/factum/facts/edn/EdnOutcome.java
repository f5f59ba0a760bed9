package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What comes of reading a text: its forms or the error.
record EdnOutcome(List<@Nullable Object> forms, @Nullable FactumError error) {

    static EdnOutcome of(String text) {
        return of(text, EdnLimits.DEFAULT);
    }

    static EdnOutcome of(String text, EdnLimits limits) {
        try {
            return new EdnOutcome(Edn.readAll(text, limits), null);
        } catch (FactumError error) {
            return new EdnOutcome(List.of(), error);
        }
    }

    /// The error, which must be one of syntax.
    FactumError syntaxError() {
        FactumError found = Objects.requireNonNull(error, "The text was read");
        assertThat(found.code()).isEqualTo(DbErrorCode.EDN_SYNTAX);
        return found;
    }

    /// The name of the limit that was exceeded.
    String exceededLimit() {
        FactumError found = Objects.requireNonNull(error, "The text was read");
        assertThat(found.code()).isEqualTo(DbErrorCode.EDN_LIMIT);
        assertThat(found.data()).containsKeys("line", "column", "token", "allowed");
        return String.valueOf(found.data().get("limit"));
    }
}
