package dev.factum.facts.query;

import java.util.List;

/// The shape of the answer.
sealed interface FindSpec {

    /// `:find ?x ?y`
    record Rows(List<FindElement> elements) implements FindSpec {
        public Rows {
            elements = List.copyOf(elements);
        }
    }

    /// `:find [?x ...]`
    record Column(FindElement element) implements FindSpec {}

    /// `:find [?x ?y]`
    record Tuple(List<FindElement> elements) implements FindSpec {
        public Tuple {
            elements = List.copyOf(elements);
        }
    }

    /// `:find ?x .`
    record Scalar(FindElement element) implements FindSpec {}

    default List<FindElement> all() {
        return switch (this) {
            case Rows(List<FindElement> elements) -> elements;
            case Tuple(List<FindElement> elements) -> elements;
            case Column(FindElement element) -> List.of(element);
            case Scalar(FindElement element) -> List.of(element);
        };
    }
}
