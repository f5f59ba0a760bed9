package dev.factum.conformance.corpus;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.TimePoint;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Database values as the corpus writes them: `(db [:as-of t/n1] :history)`.
final class Views {

    private static final Keyword HISTORY = Keyword.of("history");

    private Views() {}

    static boolean isDatabase(@Nullable Object form) {
        return form instanceof EdnList list
                && !list.isEmpty()
                && Symbol.of("db").equals(list.getFirst());
    }

    static boolean isLog(@Nullable Object form) {
        return form instanceof EdnList list
                && list.size() == 1
                && Symbol.of("log").equals(list.getFirst());
    }

    /// @param form the list `(db OP…)`, names replaced
    static Database apply(Database current, List<?> form) {
        Database view = current;
        for (Object operation : form.subList(1, form.size())) {
            view = HISTORY.equals(operation) ? view.history() : step(view, (List<?>) operation);
        }
        return view;
    }

    private static Database step(Database view, List<?> operation) {
        Object argument = operation.get(1);
        return switch (((Keyword) operation.getFirst()).name()) {
            case "as-of" -> view.asOf(TimePoint.of(argument));
            case "since" -> view.since(TimePoint.of(argument));
            case "with" -> view.with((List<?>) argument).dbAfter();
            case "filter" -> filter(view, (Map<?, ?>) argument);
            default -> throw new IllegalArgumentException("Unknown view " + operation);
        };
    }

    private static Database filter(Database view, Map<?, ?> filter) {
        return view.filter((db, datom) -> {
            Object attribute = db.schema().label(datom.a());
            return allows(filter, "attrs", "not-attrs", attribute)
                    && allows(filter, "txes", "not-txes", datom.tx());
        });
    }

    private static boolean allows(Map<?, ?> filter, String only, String not, Object value) {
        Object wanted = filter.get(Keyword.of(only));
        Object unwanted = filter.get(Keyword.of(not));
        return (!(wanted instanceof Collection<?> some) || some.contains(value))
                && !(unwanted instanceof Collection<?> none && none.contains(value));
    }
}
