package dev.factum.facts.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How a value becomes variables: the value of an input or of a function.
sealed interface Binding {

    /// `?x`
    record Scalar(Variable variable) implements Binding {}

    /// `_`
    record Ignore() implements Binding {}

    /// `[?x ?y]`
    record Tuple(List<Binding> elements) implements Binding {
        public Tuple {
            elements = List.copyOf(elements);
        }
    }

    /// `[?x ...]`, and with a tuple inside the relation `[[?x ?y]]`
    record Each(Binding element) implements Binding {}

    /// The variables that are bound.
    default Set<Variable> variables() {
        var found = new LinkedHashSet<Variable>();
        collect(found);
        return found;
    }

    private void collect(Set<Variable> found) {
        switch (this) {
            case Scalar(Variable variable) -> found.add(variable);
            case Ignore _ -> {}
            case Tuple(List<Binding> elements) ->
                    elements.forEach(element -> element.collect(found));
            case Each(Binding element) -> element.collect(found);
        }
    }
}
