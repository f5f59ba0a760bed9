package dev.factum.conformance.differential.plain;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Symbol;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the forms of a query are, told by how they are written.
final class Forms {

    static final Symbol BLANK = Symbol.of("_");
    static final Symbol SOURCE = Symbol.of("$");
    static final Symbol RULES = Symbol.of("%");
    static final Symbol SEVERAL = Symbol.of("...");

    static final Set<String> OPERATORS = Set.of("and", "or", "or-join", "not", "not-join");

    private Forms() {}

    static boolean isVariable(@Nullable Object form) {
        return form instanceof Symbol symbol && symbol.name().startsWith("?");
    }

    static boolean isSource(@Nullable Object form) {
        return form instanceof Symbol symbol && symbol.name().startsWith("$");
    }

    /// A list that begins with the name of what is called: an operator, a rule or a function.
    static boolean isCall(@Nullable Object form) {
        return form instanceof EdnList list
                && !list.isEmpty()
                && list.getFirst() instanceof Symbol name
                && !isVariable(name)
                && !name.equals(BLANK);
    }

    static String name(List<?> call) {
        return call.getFirst() instanceof Symbol symbol ? symbol.name() : "";
    }

    static List<?> rest(List<?> list) {
        return list.subList(1, list.size());
    }

    /// The clause without the source before it.
    static List<?> withoutSource(List<?> clause) {
        if (!isSource(clause.getFirst())) {
            return clause;
        }
        List<?> rest = rest(clause);
        return clause instanceof EdnList ? EdnList.copyOf(rest) : rest;
    }

    static Symbol source(List<?> clause, Symbol otherwise) {
        return isSource(clause.getFirst()) ? (Symbol) clause.getFirst() : otherwise;
    }

    /// The clauses of one branch of an `or`.
    static List<?> branch(@Nullable Object form) {
        List<?> clause = (List<?>) java.util.Objects.requireNonNull(form);
        return isCall(clause) && name(clause).equals("and") ? rest(clause) : List.of(clause);
    }

    /// The variables that others see: those of a join are the ones it lists.
    static Set<Symbol> variables(@Nullable Object form) {
        Set<Symbol> variables = new HashSet<>();
        if (isVariable(form)) {
            variables.add((Symbol) form);
        } else if (form instanceof List<?> join && isCall(join) && name(join).endsWith("-join")) {
            return variables(join.get(1));
        } else if (form instanceof Collection<?> parts) {
            parts.forEach(part -> variables.addAll(variables(part)));
        }
        return variables;
    }
}
