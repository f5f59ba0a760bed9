package dev.factum.conformance.differential;

import dev.factum.facts.value.Keyword;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Differences that are deliberate, each a row of `docs/deviations.md`.
final class Expected {

    static final String DATOMIC = "Datomic";

    private static final Keyword ID = Keyword.of("db/id");
    private static final Keyword INSTANT = Keyword.of("db/txInstant");
    private static final Pattern CODES =
            Pattern.compile("expected :db\\.error/(\\S+) got :db\\.error/(\\S+)");

    private Expected() {}

    /// A lookup ref that stands for nothing is refused before any work; Datomic may not come to it.
    /// Whether that is right here nested loops tell, which refuse it likewise.
    private static boolean isEarlyRefusal(Map<?, ?> check, Map<?, ?> theirs, String outcome) {
        return check.containsKey(Keyword.of("query"))
                && theirs.containsKey(Keyword.of("result"))
                && outcome.startsWith("refused: :db.error/not-an-entity");
    }

    /// True if this may differ.
    ///
    /// @param engine the other engine
    static boolean isDeviation(String engine, Map<?, ?> check, Map<?, ?> theirs, String outcome) {
        return isOtherMistake(check, theirs, outcome)
                || (engine.equals(DATOMIC)
                        && (isEarlyRefusal(check, theirs, outcome)
                                || isEmptyAlteration(theirs, outcome)));
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

    /// True if the code may be another one.
    private static boolean isOtherMistake(Map<?, ?> check, Map<?, ?> theirs, String outcome) {
        Matcher codes = CODES.matcher(outcome);
        if (!theirs.containsKey(Keyword.of("error")) || !codes.lookingAt()) {
            return false;
        }
        String expected = codes.group(1);
        String ours = codes.group(2);
        if (check.containsKey(Keyword.of("query"))) {
            return OtherMistakes.isEitherInQuery(ours, expected);
        }
        return statements(txData(check), expected.endsWith("-instant")) > 1
                && OtherMistakes.isFirstInTransaction(ours, expected);
    }

    private static List<?> txData(Map<?, ?> check) {
        Object txData =
                check.containsKey(Keyword.of("with"))
                        ? check.get(Keyword.of("with"))
                        : check.get(Keyword.of("transact"));
        return txData instanceof List<?> forms ? forms : List.of();
    }

    /// How many things are said, each of which may be wrong. The instant that every transaction
    /// states is right, unless it is what is refused.
    private static int statements(List<?> txData, boolean withInstant) {
        int statements = 0;
        for (Object form : txData) {
            statements +=
                    switch (form) {
                        case Map<?, ?> map -> map.size() - (map.containsKey(ID) ? 1 : 0);
                        case List<?> list when list.contains(INSTANT) -> withInstant ? 1 : 0;
                        case null, default -> 1;
                    };
        }
        return statements;
    }
}
