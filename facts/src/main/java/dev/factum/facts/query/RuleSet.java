package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of a query by name, and which of them call each other. Immutable.
///
/// Negation must be stratified: a rule that reaches itself through `not` is refused.
final class RuleSet {

    private final Map<Symbol, List<Rule>> byName = new LinkedHashMap<>();
    private final Map<Symbol, Set<Symbol>> reached = new HashMap<>();

    RuleSet(List<Rule> rules) {
        for (Rule rule : rules) {
            byName.computeIfAbsent(rule.name(), _ -> new ArrayList<>()).add(rule);
        }
        byName.values().forEach(RuleSet::requireSameShape);
        byName.keySet().forEach(name -> reached.put(name, reachedFrom(name)));
        byName.values().forEach(heads -> heads.forEach(this::requireStratified));
    }

    /// Reads rules: text or data.
    static RuleSet read(@Nullable Object textOrData) {
        return new RuleSet(RuleParser.parse(textOrData));
    }

    List<Rule> named(Symbol name) {
        return byName.getOrDefault(name, List.of());
    }

    /// True if both call each other, however many steps away.
    boolean isMutual(Symbol one, Symbol other) {
        return reached.getOrDefault(one, Set.of()).contains(other)
                && reached.getOrDefault(other, Set.of()).contains(one);
    }

    boolean isRecursive(Symbol name) {
        return isMutual(name, name);
    }

    /// True if a recursive call stands inside an `or` of this rule.
    boolean hidesRecursion(Rule rule) {
        List<Clause> nested =
                rule.body().stream()
                        .filter(clause -> !(clause instanceof Clause.RuleCall))
                        .toList();
        return called(nested, false).stream().anyMatch(name -> isMutual(rule.name(), name));
    }

    /// True if this rule, or one that it reaches, computes values, so that asking it with less
    /// bound might never end.
    boolean computes(Symbol name) {
        return computesItself(name)
                || reached.getOrDefault(name, Set.of()).stream().anyMatch(this::computesItself);
    }

    private boolean computesItself(Symbol name) {
        return named(name).stream().anyMatch(rule -> computes(rule.body()));
    }

    private static boolean computes(List<Clause> clauses) {
        return clauses.stream()
                .anyMatch(clause ->
                        switch (clause) {
                            case Clause.Function _ -> true;
                            case Clause.Pattern _, Clause.Predicate _, Clause.RuleCall _ -> false;
                            case Clause.Not(_, _, List<Clause> body) -> computes(body);
                            case Clause.Or(_, _, _, List<List<Clause>> branches) ->
                                    branches.stream().anyMatch(RuleSet::computes);
                        });
    }

    /// Refuses calls of rules that are not there, or with another number of arguments.
    void requireKnown(List<Clause> clauses) {
        for (Clause clause : clauses) {
            switch (clause) {
                case Clause.Pattern _, Clause.Predicate _, Clause.Function _ -> {}
                case Clause.Not(_, _, List<Clause> body) -> requireKnown(body);
                case Clause.Or(_, _, _, List<List<Clause>> branches) ->
                        branches.forEach(this::requireKnown);
                case Clause.RuleCall call -> requireKnown(call);
            }
        }
    }

    /// Refuses rules that call rules that are not there.
    void requireClosed() {
        byName.values().forEach(heads -> heads.forEach(rule -> requireKnown(rule.body())));
    }

    private void requireKnown(Clause.RuleCall call) {
        List<Rule> heads = named(call.name());
        if (heads.isEmpty()) {
            throw FactumError.of(DbErrorCode.UNKNOWN_RULE, "There is no rule of this name")
                    .form(call.form())
                    .with("rule", call.name());
        }
        if (heads.getFirst().parameters().size() != call.arguments().size()) {
            throw FactumError.of(
                            DbErrorCode.INVALID_QUERY, "A rule is called with all its arguments")
                    .form(call.form())
                    .with("expected", heads.getFirst().parameters().size());
        }
    }

    private static void requireSameShape(List<Rule> heads) {
        Rule first = heads.getFirst();
        for (Rule rule : heads) {
            if (rule.parameters().size() != first.parameters().size()
                    || rule.required() != first.required()) {
                throw FactumError.of(
                                DbErrorCode.INVALID_QUERY,
                                "All heads of a rule have the same number of places")
                        .with("rule", first.name());
            }
        }
    }

    private Set<Symbol> reachedFrom(Symbol start) {
        var found = new LinkedHashSet<Symbol>();
        var waiting = new ArrayList<>(List.of(start));
        while (!waiting.isEmpty()) {
            for (Rule rule : named(waiting.removeLast())) {
                for (Symbol called : called(rule.body(), false)) {
                    if (found.add(called)) {
                        waiting.add(called);
                    }
                }
            }
        }
        return found;
    }

    /// The rules that clauses call, or only those that they call inside a `not`.
    private static Set<Symbol> called(List<Clause> clauses, boolean negatedOnly) {
        var found = new LinkedHashSet<Symbol>();
        for (Clause clause : clauses) {
            switch (clause) {
                case Clause.Pattern _, Clause.Predicate _, Clause.Function _ -> {}
                case Clause.RuleCall(_, _, Symbol name, _) -> {
                    if (!negatedOnly) {
                        found.add(name);
                    }
                }
                case Clause.Not(_, _, List<Clause> body) -> found.addAll(called(body, false));
                case Clause.Or(_, _, _, List<List<Clause>> branches) ->
                        branches.forEach(branch -> found.addAll(called(branch, negatedOnly)));
            }
        }
        return found;
    }

    private void requireStratified(Rule rule) {
        for (Symbol negated : called(rule.body(), true)) {
            boolean comesBack =
                    negated.equals(rule.name())
                            || reached.getOrDefault(negated, Set.of()).contains(rule.name());
            if (comesBack) {
                throw FactumError.of(
                                DbErrorCode.INVALID_QUERY,
                                "A rule must not depend on its own absence: recursion through not")
                        .with("rule", rule.name())
                        .with("negated", negated);
            }
        }
    }

    /// Which parameters of a rule stand for entities, by name of the rule.
    Map<Symbol, Set<Integer>> entityParameters(EntityPlaces places) {
        return places.of(byName);
    }
}
