package dev.factum.conformance.differential;

import dev.factum.facts.value.Keyword;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Differences that are deliberate, each a row of `docs/deviations.md`.
final class Expected {

    private Expected() {}

    /// A lookup ref that stands for nothing is refused before any work; Datomic may not come to it.
    /// Whether that is right here nested loops tell, which refuse it likewise.
    private static boolean isEarlyRefusal(Map<?, ?> check, Map<?, ?> theirs, String outcome) {
        return check.containsKey(Keyword.of("query"))
                && theirs.containsKey(Keyword.of("result"))
                && outcome.startsWith("refused: :db.error/not-an-entity");
    }

    /// True if this may differ.
    static boolean isDeviation(Map<?, ?> check, Map<?, ?> theirs, String outcome) {
        return isEarlyRefusal(check, theirs, outcome)
                || isOtherMistake(check, theirs, outcome)
                || isEmptyAlteration(theirs, outcome);
    }

    /// A transaction that takes back what an attribute does not have alters nothing; Datomic notes
    /// an alteration, and nothing beside it but the instant.
    private static boolean isEmptyAlteration(Map<?, ?> theirs, String outcome) {
        return theirs.get(Keyword.of("result")) instanceof Map<?, ?> report
                && report.get(Keyword.of("tx-data")) instanceof Collection<?> data
                && outcome.startsWith("expected")
                && data.toString().contains(":db.alter/attribute")
                && data.stream()
                        .map(String::valueOf)
                        .allMatch(datom ->
                                datom.contains(":db.alter/attribute")
                                        || datom.contains(":db/txInstant"));
    }

    /// Which of several mistakes in one transaction or query is reported is nobody's promise.
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
