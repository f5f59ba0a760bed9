package dev.factum.conformance.corpus;

import dev.factum.facts.value.Keyword;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// How a corpus fared: a table per area, every failing case, and the share of checks that passed.
public final class CorpusReport {

    private final Map<String, Count> plain = new LinkedHashMap<>();
    private final Map<String, Count> apart = new LinkedHashMap<>();
    private final List<Failure> failures = new ArrayList<>();

    private CorpusReport() {}

    /// Passed checks of all checks.
    public record Count(int passed, int total) {

        Count plus(boolean success) {
            return new Count(passed + (success ? 1 : 0), total + 1);
        }

        /// The share that passed, in per cent.
        public double percent() {
            return total == 0 ? 100 : 100.0 * passed / total;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d/%d (%.1f %%)", passed, total, percent());
        }
    }

    private record Failure(Keyword id, String kind, int check, String reason) {}

    /// Runs every check of a corpus.
    public static CorpusReport of(Corpus corpus, InstantSource clock) {
        var report = new CorpusReport();
        for (Case one : corpus.cases()) {
            report.add(one, CaseRun.run(one, clock));
        }
        return report;
    }

    private void add(Case one, List<CaseRun.Outcome> outcomes) {
        boolean isPlain = one.kind().equals("plain");
        Map<String, Count> counts = isPlain ? plain : apart;
        String row = isPlain ? one.area() : one.kind();
        for (int index = 0; index < outcomes.size(); index++) {
            CaseRun.Outcome outcome = outcomes.get(index);
            counts.put(row, counts.getOrDefault(row, new Count(0, 0)).plus(outcome.passed()));
            if (!outcome.passed()) {
                failures.add(new Failure(one.id(), one.kind(), index, outcome.reason()));
            }
        }
    }

    /// All checks that are neither a quirk nor require what an engine may lack.
    public Count all() {
        int passed = plain.values().stream().mapToInt(Count::passed).sum();
        return new Count(passed, plain.values().stream().mapToInt(Count::total).sum());
    }

    /// The ids of the cases, quirks and all, of which some check failed.
    public Set<String> failingCases() {
        return failures.stream()
                .map(failure -> failure.id().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The report as text; its last line reads `all PASSED/TOTAL (P %)`.
    public String text() {
        var text = new StringBuilder();
        for (Failure failure : failures) {
            text.append(failure.id())
                    .append(" check ")
                    .append(failure.check())
                    .append(" [")
                    .append(failure.kind());
            text.append("] ").append(failure.reason()).append('\n');
        }
        text.append('\n');
        plain.forEach((area, count) ->
                text.append(String.format(Locale.ROOT, "%-24s %s%n", area, count)));
        text.append("counted apart\n");
        apart.forEach((kind, count) ->
                text.append(String.format(Locale.ROOT, "%-24s %s%n", kind, count)));
        return text.append("all ").append(all()).append('\n').toString();
    }
}
