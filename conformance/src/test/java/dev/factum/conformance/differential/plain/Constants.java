package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The idents and lookup refs in the patterns of a query: each must stand for something, whether or
/// not the pattern is ever reached.
record Constants(Map<Symbol, @Nullable Object> sources) {

    /// @throws Refused if one stands for nothing
    void check(List<?> clauses, Symbol source) {
        for (Object each : clauses) {
            if (each instanceof List<?> clause && !clause.isEmpty()) {
                checkOne(Forms.withoutSource(clause), Forms.source(clause, source));
            }
        }
    }

    private void checkOne(List<?> clause, Symbol source) {
        if (Forms.isCall(clause) && Forms.OPERATORS.contains(Forms.name(clause))) {
            boolean isJoin = Forms.name(clause).endsWith("-join");
            check(clause.subList(isJoin ? 2 : 1, clause.size()), source);
        } else if (!Forms.isCall(clause)
                && !Forms.isCall(clause.getFirst())
                && sources.get(source) instanceof PlainDatabase database) {
            checkPattern(clause, database);
        }
    }

    private static void checkPattern(List<?> terms, PlainDatabase database) {
        requireName(terms.getFirst(), database);
        if (terms.size() > 1 && terms.get(1) instanceof Keyword name) {
            Attribute attribute = database.schema().get(name);
            if (terms.size() > 2 && attribute.isReference()) {
                requireName(terms.get(2), database);
            }
        }
    }

    private static void requireName(@Nullable Object term, PlainDatabase database) {
        if (term instanceof Keyword || term instanceof List<?>) {
            database.entityOrRefuse(term);
        }
    }
}
