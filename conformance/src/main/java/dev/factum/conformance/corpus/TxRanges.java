package dev.factum.conformance.corpus;

import dev.factum.facts.database.Log;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ranges of the log.
final class TxRanges {

    private TxRanges() {}

    /// The log as a query input.
    static Log log(List<Subject.Entry> reports) {
        return (start, end) ->
                reports.stream()
                        .map(Subject.Entry::report)
                        .filter(report -> isWithin(report, start, end))
                        .map(report -> new Log.Transaction(report.t(), report.datoms()))
                        .toList();
    }

    static List<Object> answer(@Nullable List<?> range, List<Subject.Entry> log) {
        List<Object> answer = new ArrayList<>();
        for (Subject.Entry entry : log) {
            TxReport report = entry.report();
            if (range != null && isWithin(report, range.get(0), range.get(1))) {
                answer.add(shown(report, entry.statesInstant()));
            }
        }
        return answer;
    }

    private static boolean isWithin(TxReport report, @Nullable Object start, @Nullable Object end) {
        return !isBefore(report, start) && (end == null || isBefore(report, end));
    }

    private static Map<Keyword, Object> shown(TxReport report, boolean statesInstant) {
        Set<Object> data = new LinkedHashSet<>();
        for (Datom datom : report.datoms()) {
            if (statesInstant || !TransactionAnswers.isOwnInstant(datom)) {
                data.add(
                        Arrays.asList(
                                datom.e(),
                                report.dbAfter().schema().label(datom.a()),
                                datom.v(),
                                datom.added()));
            }
        }
        return Map.of(
                Keyword.of("tx"), EntityId.ofTransaction(report.t()), Keyword.of("data"), data);
    }

    /// True if the transaction comes before a t, a transaction id or an instant; null is the
    /// beginning.
    private static boolean isBefore(TxReport report, @Nullable Object point) {
        return switch (point) {
            case Long t -> report.t() < (EntityId.isTransaction(t) ? EntityId.sequence(t) : t);
            case Instant instant -> TransactionAnswers.instantOf(report).isBefore(instant);
            case null, default -> false;
        };
    }
}
