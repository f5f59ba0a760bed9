package dev.factum.facts.query;

import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One column of the answer.
sealed interface FindElement {

    Variable variable();

    /// The element as a query writes it.
    default String text() {
        return switch (this) {
            case Value(Variable variable) -> variable.name();
            case Pull(_, Variable variable, _) -> "(pull " + variable.name() + ")";
            case Aggregate(Symbol name, _, Variable variable) ->
                    "(" + name + " " + variable.name() + ")";
        };
    }

    /// `?x`
    record Value(Variable variable) implements FindElement {}

    /// `(pull $ ?e pattern)`; the pattern is data, or the symbol of an input
    record Pull(Source source, Variable variable, Object pattern) implements FindElement {}

    /// `(min 3 ?x)`
    record Aggregate(Symbol name, List<@Nullable Object> arguments, Variable variable)
            implements FindElement {
        public Aggregate {
            arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
        }
    }
}
