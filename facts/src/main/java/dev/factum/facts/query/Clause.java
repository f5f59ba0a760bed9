package dev.factum.facts.query;

import dev.factum.facts.value.Symbol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One clause of `:where` or of a rule's body.
sealed interface Clause {

    /// The clause as it was written.
    @Nullable Object form();

    /// `[$ ?e :attribute ?v ?tx ?op]`, possibly shorter
    record Pattern(@Nullable Object form, Source source, List<Term> terms) implements Clause {
        public Pattern {
            terms = List.copyOf(terms);
        }
    }

    /// `[(< ?x 5)]`
    record Predicate(@Nullable Object form, Call call) implements Clause {}

    /// `[(+ ?x 5) ?y]`
    record Function(@Nullable Object form, Call call, Binding binding) implements Clause {}

    /// `($ rule ?x ?y)`
    record RuleCall(@Nullable Object form, Source source, Symbol name, List<Term> arguments)
            implements Clause {
        public RuleCall {
            arguments = List.copyOf(arguments);
        }
    }

    /// `(not …)` and `(not-join [?x] …)`: the variables must be bound outside
    record Not(@Nullable Object form, Set<Variable> joined, List<Clause> body) implements Clause {
        public Not {
            joined = new LinkedHashSet<>(joined);
            body = List.copyOf(body);
        }
    }

    /// `(or …)` and `(or-join [[?x] ?y] …)`
    ///
    /// @param required the variables that must be bound before
    /// @param joined all variables that are seen outside
    record Or(
            @Nullable Object form,
            Set<Variable> required,
            Set<Variable> joined,
            List<List<Clause>> branches)
            implements Clause {
        public Or {
            required = new LinkedHashSet<>(required);
            joined = new LinkedHashSet<>(joined);
            branches = branches.stream().map(List::copyOf).toList();
        }
    }

    /// The variables that are seen outside of the clause.
    default Set<Variable> variables() {
        return switch (this) {
            case Pattern(_, _, List<Term> terms) -> variablesOf(terms);
            case Predicate(_, Call call) -> call.variables();
            case Function(_, Call call, Binding binding) -> {
                Set<Variable> all = call.variables();
                all.addAll(binding.variables());
                yield all;
            }
            case RuleCall(_, _, _, List<Term> arguments) -> variablesOf(arguments);
            case Not(_, Set<Variable> joined, _) -> joined;
            case Or(_, _, Set<Variable> joined, _) -> joined;
        };
    }

    static Set<Variable> variablesOf(List<Term> terms) {
        var found = new LinkedHashSet<Variable>();
        for (Term term : terms) {
            if (term instanceof Term.Var(Variable variable)) {
                found.add(variable);
            }
        }
        return found;
    }

    static Set<Variable> variablesIn(List<Clause> clauses) {
        var found = new LinkedHashSet<Variable>();
        clauses.forEach(clause -> found.addAll(clause.variables()));
        return found;
    }
}
