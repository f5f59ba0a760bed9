package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rules of a query as they are written: `[(name ?x ?y) clause…]`.
record RuleBook(List<?> rules) {

    /// @throws Refused if there is no such rule
    List<List<?>> named(Symbol name) {
        List<List<?>> named = new ArrayList<>();
        for (Object rule : rules) {
            if (name.equals(head((List<?>) rule).getFirst())) {
                named.add((List<?>) rule);
            }
        }
        if (named.isEmpty()) {
            throw new Refused("No rule " + name);
        }
        return named;
    }

    private static List<?> head(List<?> rule) {
        return (List<?>) Objects.requireNonNull(rule.getFirst());
    }

    /// The variables of the head, those in brackets too.
    static List<Object> parameters(List<?> rule) {
        List<Object> parameters = new ArrayList<>();
        for (Object each : Forms.rest(head(rule))) {
            if (each instanceof List<?> required) {
                parameters.addAll(required);
            } else {
                parameters.add(each);
            }
        }
        return parameters;
    }

    /// The arguments of a call that must be bound: those whose places are in brackets.
    List<@Nullable Object> required(List<?> call) {
        List<?> rule = named((Symbol) call.getFirst()).getFirst();
        List<?> places = Forms.rest(head(rule));
        int count = !places.isEmpty() && places.getFirst() instanceof List<?> all ? all.size() : 0;
        if (parameters(rule).size() != call.size() - 1) {
            throw new Refused("Not as many as the rule has: " + call);
        }
        return new ArrayList<>(call.subList(1, 1 + count));
    }
}
