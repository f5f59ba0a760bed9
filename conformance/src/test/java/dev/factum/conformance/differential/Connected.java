package dev.factum.conformance.differential;

import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether the clauses of a query hang together by their variables.
final class Connected {

    private Connected() {}

    static boolean is(List<Object> clauses, List<Object> in) {
        List<Set<Symbol>> open = new ArrayList<>();
        for (Object part : clauses) {
            open.add(variables(part));
        }
        for (Object part : in) {
            if (!variables(part).isEmpty()) {
                open.add(variables(part));
            }
        }
        Set<Symbol> reached = new HashSet<>(open.removeFirst());
        boolean grows = true;
        while (grows && !open.isEmpty()) {
            List<Set<Symbol>> met =
                    open.stream().filter(each -> !Collections.disjoint(each, reached)).toList();
            met.forEach(reached::addAll);
            grows = open.removeAll(met);
        }
        return open.isEmpty();
    }

    private static Set<Symbol> variables(@Nullable Object form) {
        Set<Symbol> variables = new HashSet<>();
        if (form instanceof Symbol symbol && symbol.name().startsWith("?")) {
            variables.add(symbol);
        } else if (form instanceof List<?> join && isJoin(join)) {
            return variables(join.get(1));
        } else if (form instanceof Collection<?> parts) {
            parts.forEach(part -> variables.addAll(variables(part)));
        }
        return variables;
    }

    /// What else is inside such a clause is its own.
    private static boolean isJoin(List<?> form) {
        return form.size() > 1
                && form.getFirst() instanceof Symbol name
                && name.name().endsWith("-join");
    }
}
