package dev.factum.facts.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A function with its arguments.
///
/// @param function a [dev.factum.facts.value.Symbol], or a [dev.factum.facts.value.Keyword] that
///   looks itself up in its argument
record Call(Object function, List<Term> arguments) {

    Call {
        arguments = List.copyOf(arguments);
    }

    Set<Variable> variables() {
        var found = new LinkedHashSet<Variable>();
        for (Term argument : arguments) {
            if (argument instanceof Term.Var(Variable variable)) {
                found.add(variable);
            }
        }
        return found;
    }
}
