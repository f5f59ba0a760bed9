package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// An order of clauses in which everything a clause needs is bound before it.
///
/// @param rules which say what a call needs
record Order(RuleBook rules) {

    /// @throws Refused if there is none
    List<List<?>> of(List<?> clauses, Set<Symbol> bound) {
        List<List<?>> open = new ArrayList<>();
        clauses.forEach(clause -> open.add((List<?>) clause));
        List<List<?>> ordered = new ArrayList<>();
        Set<Symbol> known = new HashSet<>(bound);
        while (!open.isEmpty()) {
            List<?> next =
                    open.stream()
                            .filter(clause -> isReady(Forms.withoutSource(clause), known))
                            .findFirst()
                            .orElseThrow(() ->
                                    new Refused(
                                            "insufficient-binding",
                                            "Nothing binds what is in " + open));
            open.remove(next);
            ordered.add(next);
            known.addAll(Forms.variables(next));
        }
        return ordered;
    }

    private boolean isReady(List<?> clause, Set<Symbol> known) {
        if (clause.getFirst() instanceof List<?> call && Forms.isCall(call)) {
            return known.containsAll(Forms.variables(call));
        }
        if (!Forms.isCall(clause)) {
            return true;
        }
        List<?> rest = Forms.rest(clause);
        return switch (Forms.name(clause)) {
            case "not", "not-join" -> known.containsAll(Forms.variables(clause));
            case "and" -> isPossible(rest, known);
            case "or" -> areBranches(rest, known, Forms.variables(rest.getFirst()), Set.of());
            case "or-join" -> {
                Set<Symbol> joined = Forms.variables(rest.getFirst());
                Set<Symbol> shared = new HashSet<>(known);
                shared.retainAll(joined);
                yield areBranches(Forms.rest(rest), shared, joined, shared);
            }
            default -> known.containsAll(Forms.variables(rules.required(clause)));
        };
    }

    /// Each branch can run, and binds all variables that are not bound already.
    private boolean areBranches(
            List<?> branches, Set<Symbol> known, Set<Symbol> variables, Set<Symbol> already) {
        for (Object branch : branches) {
            Set<Symbol> own = Forms.variables(branch);
            own.addAll(already);
            if (!own.containsAll(variables) || !isPossible(Forms.branch(branch), known)) {
                return false;
            }
        }
        return true;
    }

    private boolean isPossible(List<?> clauses, Set<Symbol> known) {
        try {
            return of(clauses, known).size() == clauses.size();
        } catch (Refused _) {
            return false;
        }
    }
}
