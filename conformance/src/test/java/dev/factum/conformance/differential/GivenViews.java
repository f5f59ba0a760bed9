package dev.factum.conformance.differential;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Databases as a case writes them, `(db OP…)`, in one engine.
///
/// @param <D> the engine's databases
interface GivenViews<D> {

    /// The database as it is now.
    D present();

    D history(D view);

    /// The view after one more operation.
    ///
    /// @param step the name of an operation and its argument
    D step(D view, List<?> step);

    /// The database that the form means; none means the present.
    default D view(@Nullable Object form) {
        D view = present();
        if (form == null) {
            return view;
        }
        List<?> steps = (List<?>) form;
        for (Object step : steps.subList(1, steps.size())) {
            view = Keyword.of("history").equals(step) ? history(view) : step(view, (List<?>) step);
        }
        return view;
    }

    /// The inputs of a query; without any, the present alone.
    default List<@Nullable Object> inputs(
            Map<?, ?> check, Function<@Nullable Object, @Nullable Object> value) {
        List<@Nullable Object> inputs = new ArrayList<>();
        if (!(check.get(Keyword.of("inputs")) instanceof List<?> given)) {
            inputs.add(present());
            return inputs;
        }
        given.forEach(input -> inputs.add(isDatabase(input) ? view(input) : value.apply(input)));
        return inputs;
    }

    private static boolean isDatabase(@Nullable Object form) {
        return form instanceof EdnList list
                && !list.isEmpty()
                && Symbol.of("db").equals(list.getFirst());
    }
}
