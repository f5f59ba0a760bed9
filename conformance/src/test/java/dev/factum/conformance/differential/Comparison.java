package dev.factum.conformance.differential;

import dev.factum.conformance.corpus.Case;
import dev.factum.conformance.corpus.CaseRun;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One case on three engines: what Datomic answers, and what nested loops over a list of facts
/// answer, is what Factum should answer.
///
/// @param differences where Factum differs from another engine, check by check
/// @param asked how many queries and pulls were answered by nested loops
/// @param telling how many of these showed something
record Comparison(List<Difference> differences, int asked, int telling) {

    /// Marks a case that Datomic cannot be asked.
    static final Keyword BEYOND_DATOMIC = Keyword.of("beyond-datomic");

    private static final List<Keyword> QUESTIONS =
            List.of(Keyword.of("query"), Keyword.of("pull"), Keyword.of("index-pull"));

    static Comparison of(Map<?, ?> form) {
        Comparison plain = with("Nested loops", PlainEngine::new, form);
        if (form.containsKey(BEYOND_DATOMIC)) {
            return plain;
        }
        List<Difference> differences =
                new ArrayList<>(with(Expected.DATOMIC, Oracle::new, form).differences());
        differences.addAll(plain.differences());
        return new Comparison(differences, plain.asked(), plain.telling());
    }

    /// The comparison with one engine.
    static Comparison with(String name, Supplier<Engine> engines, Map<?, ?> form) {
        Map<Object, @Nullable Object> dated = Dated.of(form);
        try (Engine engine = engines.get()) {
            Object schema = Objects.requireNonNull(dated.get(Keyword.of("schema")));
            Map<?, ?> first = Map.of(Keyword.of("transact"), schema);
            Map<?, ?> installed = Objects.requireNonNull(engine.answer(first));
            if (installed.containsKey(Keyword.of("error"))) {
                var difference = new Difference(first, name, installed, "expected no error");
                return new Comparison(List.of(difference), 0, 0);
            }
            List<Map<?, ?>> asked = new ArrayList<>();
            List<Map<?, ?>> answers = new ArrayList<>();
            for (Object each : (List<?>) Objects.requireNonNull(dated.get(Dated.CHECKS))) {
                Map<?, ?> check = (Map<?, ?>) Objects.requireNonNull(each);
                Map<?, ?> answer = engine.answer(check);
                if (answer != null) {
                    asked.add(check);
                    answers.add(answer);
                }
            }
            dated.put(Dated.CHECKS, asked);
            return of(name, asked, answers, outcomes(dated, answers));
        }
    }

    private static List<CaseRun.Outcome> outcomes(
            Map<Object, @Nullable Object> form, List<Map<?, ?>> answers) {
        Keyword id = Keyword.of("differential/case");
        return CaseRun.run(
                new Case(id, "differential", null, form, answers), InstantSource.system());
    }

    private static Comparison of(
            String name,
            List<Map<?, ?>> asked,
            List<Map<?, ?>> answers,
            List<CaseRun.Outcome> outcomes) {
        List<Difference> differences = new ArrayList<>();
        int questions = 0;
        int telling = 0;
        for (int index = 0; index < outcomes.size(); index++) {
            Map<?, ?> check = asked.get(index);
            Map<?, ?> answer = answers.get(index);
            CaseRun.Outcome outcome = outcomes.get(index);
            boolean isExpected = Expected.isDeviation(name, check, answer, outcome.reason());
            if (!outcome.passed() && !isExpected) {
                differences.add(new Difference(check, name, answer, outcome.reason()));
            }
            if (QUESTIONS.stream().anyMatch(check::containsKey)) {
                questions++;
                telling += isEmpty(answer.get(Keyword.of("result"))) ? 0 : 1;
            }
        }
        return new Comparison(differences, questions, telling);
    }

    /// True if nothing was found.
    private static boolean isEmpty(@Nullable Object result) {
        return switch (result) {
            case null -> true;
            case EdnList bag -> bag.size() < 2;
            case Collection<?> rows -> rows.isEmpty();
            default -> false;
        };
    }
}
