package dev.factum.conformance.differential;

import dev.factum.conformance.corpus.Case;
import dev.factum.conformance.corpus.CaseRun;
import dev.factum.facts.value.Keyword;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One case on both: what Datomic answers is what Factum should answer.
final class Comparison {

    private static final Keyword CHECKS = Keyword.of("checks");

    private Comparison() {}

    /// Where the two differ, check by check.
    static List<String> of(Map<?, ?> form) {
        List<Object> asked = new ArrayList<>();
        List<Map<?, ?>> answers = new ArrayList<>();
        try (var oracle = new Oracle()) {
            oracle.answer(Map.of(Keyword.of("transact"), schema(form)));
            for (Object each : (List<?>) java.util.Objects.requireNonNull(form.get(CHECKS))) {
                Map<?, ?> answer = oracle.answer((Map<?, ?>) each);
                if (answer != null) {
                    asked.add(each);
                    answers.add(answer);
                }
            }
        }
        return differences(form, asked, answers);
    }

    private static Object schema(Map<?, ?> form) {
        return java.util.Objects.requireNonNull(form.get(Keyword.of("schema")));
    }

    private static List<String> differences(
            Map<?, ?> form, List<Object> asked, List<Map<?, ?>> answers) {
        Map<Object, @Nullable Object> known = new LinkedHashMap<>(form);
        known.put(CHECKS, asked);
        var recorded =
                new Case(Keyword.of("differential/case"), "differential", null, known, answers);
        List<CaseRun.Outcome> outcomes = CaseRun.run(recorded, InstantSource.system());
        List<String> differences = new ArrayList<>();
        for (int index = 0; index < outcomes.size(); index++) {
            if (!outcomes.get(index).passed()
                    && !Expected.isDeviation(
                            (Map<?, ?>) asked.get(index),
                            answers.get(index),
                            outcomes.get(index).reason())) {
                differences.add(
                        asked.get(index)
                                + "\n  Datomic: "
                                + answers.get(index)
                                + "\n  Factum: "
                                + outcomes.get(index).reason());
            }
        }
        return differences;
    }
}
