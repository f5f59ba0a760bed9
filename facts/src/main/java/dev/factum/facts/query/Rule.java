package dev.factum.facts.query;

import dev.factum.facts.value.Symbol;
import java.util.List;

/// One head and body of a rule; several of one name are alternatives.
///
/// @param required how many of the leading parameters must be bound by the caller
/// @param parameters distinct variables; constants and repetitions of the head are in the body
record Rule(Symbol name, int required, List<Variable> parameters, List<Clause> body) {

    Rule {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
    }
}
