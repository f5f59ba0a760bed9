package dev.factum.conformance.differential;

import dev.factum.facts.value.Keyword;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Differences that are deliberate, each a row of `docs/deviations.md`.
final class Expected {

    private Expected() {}

    /// A lookup ref that stands for nothing is refused before any work; Datomic may find nothing
    /// first.
    private static boolean isEarlyRefusal(Map<?, ?> check, Map<?, ?> theirs, String outcome) {
        return check.containsKey(Keyword.of("query"))
                && theirs.get(Keyword.of("result")) instanceof Collection<?> nothing
                && nothing.isEmpty()
                && outcome.startsWith("refused: :db.error/not-an-entity");
    }

    /// Which of several mistakes in one transaction or query is reported is nobody's promise.
    static boolean isDeviation(Map<?, ?> check, Map<?, ?> theirs, String outcome) {
        return isEarlyRefusal(check, theirs, outcome) || isOtherMistake(check, theirs, outcome);
    }

    private static boolean isOtherMistake(Map<?, ?> check, Map<?, ?> theirs, String outcome) {
        return theirs.containsKey(Keyword.of("error"))
                && outcome.startsWith("expected :")
                && (check.containsKey(Keyword.of("query")) || txData(check).size() > 1);
    }

    private static List<?> txData(Map<?, ?> check) {
        Object txData =
                check.containsKey(Keyword.of("with"))
                        ? check.get(Keyword.of("with"))
                        : check.get(Keyword.of("transact"));
        return txData instanceof List<?> forms ? forms : List.of();
    }
}
