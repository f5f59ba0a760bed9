package dev.factum.conformance.differential;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers of queries in the corpus' words: what has no order is shown without one.
final class QueryAnswers {

    private QueryAnswers() {}

    static @Nullable Object shown(List<?> query, @Nullable Object answer, PullAnswers pulls) {
        List<?> find = find(query);
        if (find.contains(Symbol.of("."))) {
            return element(find.getFirst(), answer, pulls);
        }
        boolean bracketed =
                find.getFirst() instanceof List<?> && !(find.getFirst() instanceof EdnList);
        if (!bracketed) {
            return rows(find, (Collection<?>) java.util.Objects.requireNonNull(answer), pulls);
        }
        List<?> inner = (List<?>) find.getFirst();
        if (!Symbol.of("...").equals(inner.getLast())) {
            return answer == null ? null : row(inner, answer, pulls);
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : (Collection<?>) java.util.Objects.requireNonNull(answer)) {
            values.add(element(inner.getFirst(), value, pulls));
        }
        return PullAnswers.unorderedValues(values);
    }

    private static List<?> find(List<?> query) {
        int end = 1;
        while (end < query.size() && !(query.get(end) instanceof Keyword)) {
            end++;
        }
        return query.subList(1, end);
    }

    private static Object rows(List<?> find, Collection<?> rows, PullAnswers pulls) {
        List<@Nullable Object> shown = new ArrayList<>();
        rows.forEach(row -> shown.add(row(find, row, pulls)));
        return PullAnswers.unorderedValues(shown);
    }

    private static @Nullable Object row(List<?> find, @Nullable Object row, PullAnswers pulls) {
        if (!(row instanceof List<?> values)) {
            return row;
        }
        List<@Nullable Object> shown = new ArrayList<>();
        for (int place = 0; place < values.size(); place++) {
            shown.add(element(find.get(place), values.get(place), pulls));
        }
        return shown;
    }

    private static @Nullable Object element(
            @Nullable Object find, @Nullable Object value, PullAnswers pulls) {
        boolean pull = find instanceof List<?> call && Symbol.of("pull").equals(call.getFirst());
        return pull ? pulls.named(value) : value;
    }
}
