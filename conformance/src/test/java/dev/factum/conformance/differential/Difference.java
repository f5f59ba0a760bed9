package dev.factum.conformance.differential;

import dev.factum.facts.value.Keyword;
import java.util.Map;
import java.util.Objects;

/// A check that Factum answers otherwise than another engine.
///
/// @param engine the other engine
/// @param outcome what Factum did instead
record Difference(Map<?, ?> check, String engine, Map<?, ?> answer, String outcome) {

    /// Differences of one kind may well have one cause: engine, question, and how the answer is
    /// wrong.
    String kind() {
        String question =
                check.keySet().stream()
                        .map(Objects::toString)
                        .filter(key -> !key.equals(Keyword.of("db").toString()))
                        .sorted()
                        .toList()
                        .toString();
        boolean refused = answer.containsKey(Keyword.of("error"));
        return engine + question + refused + outcome.split("[ :]", 2)[0];
    }

    @Override
    public String toString() {
        return "%s%n  %s: %s%n  Factum: %s".formatted(check, engine, answer, outcome);
    }
}
