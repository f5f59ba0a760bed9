package dev.factum.conformance.differential;

import dev.factum.conformance.corpus.Case;
import dev.factum.conformance.corpus.CaseRun;
import dev.factum.facts.value.Keyword;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One case on three engines: what Datomic answers, and what nested loops over a list of facts
/// answer, is what Factum should answer.
final class Comparison {

    /// Marks a case that Datomic cannot be asked.
    static final Keyword BEYOND_DATOMIC = Keyword.of("beyond-datomic");

    private Comparison() {}

    /// Where Factum differs from another engine, check by check.
    static List<Difference> of(Map<?, ?> form) {
        Map<Object, @Nullable Object> dated = Dated.of(form);
        List<Difference> differences = new ArrayList<>();
        if (!dated.containsKey(BEYOND_DATOMIC)) {
            try (var datomic = new Oracle()) {
                differences.addAll(differences("Datomic", datomic, dated));
            }
        }
        try (var plain = new PlainEngine()) {
            differences.addAll(differences("Nested loops", plain, dated));
        }
        return differences;
    }

    private static List<Difference> differences(
            String name, Engine engine, Map<Object, @Nullable Object> form) {
        List<Object> asked = new ArrayList<>();
        List<Map<?, ?>> answers = new ArrayList<>();
        Object schema = Objects.requireNonNull(form.get(Keyword.of("schema")));
        engine.answer(Map.of(Keyword.of("transact"), schema));
        for (Object each : (List<?>) Objects.requireNonNull(form.get(Dated.CHECKS))) {
            Map<?, ?> answer = engine.answer((Map<?, ?>) Objects.requireNonNull(each));
            if (answer != null) {
                asked.add(each);
                answers.add(answer);
            }
        }
        Map<Object, @Nullable Object> known = new LinkedHashMap<>(form);
        known.put(Dated.CHECKS, asked);
        var recorded =
                new Case(Keyword.of("differential/case"), "differential", null, known, answers);
        List<CaseRun.Outcome> outcomes = CaseRun.run(recorded, InstantSource.system());
        List<Difference> differences = new ArrayList<>();
        for (int index = 0; index < outcomes.size(); index++) {
            var check = (Map<?, ?>) asked.get(index);
            CaseRun.Outcome outcome = outcomes.get(index);
            boolean isExpected =
                    engine instanceof Oracle
                            && Expected.isDeviation(check, answers.get(index), outcome.reason());
            if (!outcome.passed() && !isExpected) {
                differences.add(new Difference(check, name, answers.get(index), outcome.reason()));
            }
        }
        return differences;
    }
}
