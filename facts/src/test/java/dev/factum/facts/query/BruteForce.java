package dev.factum.facts.query;

import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers queries the obvious way: every clause against every fact, one after the other, over
/// plain lists and maps. It knows the clauses that [RandomQuery] makes, and values that `equals`
/// compares.
final class BruteForce {

    /// What is known of the variables on one way through the clauses.
    private record Environment(Map<Symbol, Object> values) {
        @Nullable Environment with(@Nullable Object term, Object value) {
            if (!(term instanceof Symbol symbol)) {
                return Objects.equals(term, value) ? this : null;
            }
            if (symbol.name().equals("_")) {
                return this;
            }
            Object known = values.get(symbol);
            if (known != null) {
                return known.equals(value) ? this : null;
            }
            var more = new HashMap<>(values);
            more.put(symbol, value);
            return new Environment(more);
        }

        Environment only(Set<Symbol> symbols) {
            var fewer = new HashMap<>(values);
            fewer.keySet().retainAll(symbols);
            return new Environment(fewer);
        }
    }

    private final List<List<Object>> facts;
    private final Map<Symbol, Set<List<Object>>> ruleRows = new HashMap<>();

    /// @param facts as lists of entity, attribute, value, transaction
    /// @param rules as the query has them: `[(name ?x ?y) clause…]`
    BruteForce(List<List<Object>> facts, List<?> rules) {
        this.facts = facts;
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Object rule : rules) {
                grows |= derive((List<?>) rule);
            }
        }
    }

    private boolean derive(List<?> rule) {
        List<?> head = (List<?>) rule.getFirst();
        Set<List<Object>> rows =
                ruleRows.computeIfAbsent((Symbol) head.getFirst(), _ -> new HashSet<>());
        return rows.addAll(answers(head.subList(1, head.size()), rule.subList(1, rule.size())));
    }

    /// The distinct values of these variables that agree with all clauses.
    Set<List<Object>> answers(List<?> variables, List<?> clauses) {
        var rows = new HashSet<List<Object>>();
        for (Environment found : all(clauses, List.of(new Environment(Map.of())))) {
            rows.add(variables.stream().<Object>map(found.values()::get).toList());
        }
        return rows;
    }

    /// Clauses that test come after those that bind.
    private List<Environment> all(List<?> clauses, List<Environment> start) {
        var ordered = new ArrayList<List<?>>();
        clauses.forEach(clause -> ordered.add((List<?>) clause));
        ordered.sort((a, b) -> Boolean.compare(isTest(a), isTest(b)));
        List<Environment> environments = start;
        for (List<?> clause : ordered) {
            var next = new LinkedHashMap<Environment, Boolean>();
            environments.forEach(known -> one(clause, known).forEach(e -> next.put(e, true)));
            environments = List.copyOf(next.keySet());
        }
        return environments;
    }

    private static boolean isTest(List<?> clause) {
        return operator(clause).startsWith("not") || clause.getFirst() instanceof List<?>;
    }

    private static String operator(List<?> clause) {
        return clause.getFirst() instanceof Symbol symbol && !symbol.name().startsWith("?")
                ? symbol.name()
                : "";
    }

    private List<Environment> one(List<?> clause, Environment known) {
        List<?> rest = clause.subList(1, clause.size());
        return switch (operator(clause)) {
            case "", "_" ->
                    clause.getFirst() instanceof List<?> call
                            ? predicate(call, known)
                            : pattern(clause, known);
            case "not" -> all(rest, List.of(known)).isEmpty() ? List.of(known) : List.of();
            case "not-join" -> {
                Environment shared = known.only(symbols((List<?>) rest.getFirst()));
                boolean none = all(rest.subList(1, rest.size()), List.of(shared)).isEmpty();
                yield none ? List.of(known) : List.of();
            }
            case "or" -> branches(rest, known, null);
            case "or-join" ->
                    branches(
                            rest.subList(1, rest.size()),
                            known,
                            symbols((List<?>) rest.getFirst()));
            default -> rule(clause, known);
        };
    }

    private static Set<Symbol> symbols(List<?> list) {
        var symbols = new HashSet<Symbol>();
        list.forEach(element -> symbols.add((Symbol) element));
        return symbols;
    }

    private List<Environment> branches(
            List<?> branches, Environment known, @Nullable Set<Symbol> joined) {
        var found = new ArrayList<Environment>();
        for (Object branch : branches) {
            List<?> list = (List<?>) branch;
            List<?> clauses =
                    operator(list).equals("and") ? list.subList(1, list.size()) : List.of(list);
            Environment shared = joined == null ? known : known.only(joined);
            for (Environment end : all(clauses, List.of(shared))) {
                var merged = new HashMap<>(known.values());
                merged.putAll(joined == null ? end.values() : end.only(joined).values());
                found.add(new Environment(merged));
            }
        }
        return found;
    }

    private List<Environment> pattern(List<?> terms, Environment known) {
        var found = new ArrayList<Environment>();
        for (List<Object> fact : facts) {
            add(found, unified(terms, fact, known));
        }
        return found;
    }

    private List<Environment> rule(List<?> call, Environment known) {
        var found = new ArrayList<Environment>();
        for (List<Object> row : ruleRows.getOrDefault((Symbol) call.getFirst(), Set.of())) {
            add(found, unified(call.subList(1, call.size()), row, known));
        }
        return found;
    }

    private static void add(List<Environment> found, @Nullable Environment environment) {
        if (environment != null) {
            found.add(environment);
        }
    }

    private static @Nullable Environment unified(
            List<?> terms, List<Object> values, Environment known) {
        Environment unified = known;
        for (int index = 0; index < terms.size() && unified != null; index++) {
            unified = unified.with(terms.get(index), values.get(index));
        }
        return unified;
    }

    private static List<Environment> predicate(List<?> call, Environment known) {
        Object left = value(call.get(1), known);
        Object right = value(call.get(2), known);
        boolean holds =
                switch (((Symbol) Objects.requireNonNull(call.getFirst())).name()) {
                    case "=" -> left.equals(right);
                    case "!=" -> !left.equals(right);
                    case "<" -> left instanceof Long a && right instanceof Long b && a < b;
                    case ">=" -> left instanceof Long a && right instanceof Long b && a >= b;
                    default -> throw new IllegalArgumentException("No such predicate: " + call);
                };
        return holds ? List.of(known) : List.of();
    }

    private static Object value(@Nullable Object term, Environment known) {
        return Objects.requireNonNull(term instanceof Symbol ? known.values().get(term) : term);
    }
}
