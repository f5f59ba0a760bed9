package dev.factum.facts.query;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a query as data, and the way to it from the outside: what the parser reads.
record Form(@Nullable Object value, List<Object> path) {

    boolean isSequence() {
        return value instanceof List<?>;
    }

    /// The elements; refuses what has none.
    List<Form> items() {
        if (!(value instanceof List<?> list)) {
            throw invalid("A vector or list belongs here");
        }
        var items = new ArrayList<Form>(list.size());
        for (int index = 0; index < list.size(); index++) {
            items.add(new Form(list.get(index), step(index)));
        }
        return items;
    }

    private List<Object> step(int index) {
        var longer = new ArrayList<>(path);
        longer.add(index);
        return longer;
    }

    boolean isVariable() {
        return isSymbolWith("?");
    }

    boolean isSource() {
        return isSymbolWith("$");
    }

    boolean isBlank() {
        return isSymbol("_");
    }

    boolean isSymbol(String text) {
        return value instanceof Symbol(String namespace, String name)
                && namespace == null
                && name.equals(text);
    }

    /// True for a symbol that names something: neither variable nor source nor blank.
    boolean isName() {
        return value instanceof Symbol && !isVariable() && !isSource() && !isBlank();
    }

    /// True for `(…)` in text, and for a sequence that starts with a name in data.
    boolean isCall() {
        return value instanceof List<?> list
                && !list.isEmpty()
                && (value instanceof EdnList || items().getFirst().isName());
    }

    private boolean isSymbolWith(String start) {
        return value instanceof Symbol(String namespace, String name)
                && namespace == null
                && name.startsWith(start);
    }

    Symbol name() {
        if (value instanceof Symbol symbol && isName()) {
            return symbol;
        }
        throw invalid("A name belongs here");
    }

    Variable variable() {
        if (value instanceof Symbol symbol && isVariable()) {
            return new Variable(symbol.name());
        }
        throw invalid("A variable belongs here");
    }

    Source source() {
        if (value instanceof Symbol symbol && isSource()) {
            return new Source(symbol.name());
        }
        throw invalid("A data source belongs here");
    }

    /// True if a variable stands somewhere inside this collection.
    boolean mentionsVariable() {
        return isVariable() || (isSequence() && items().stream().anyMatch(Form::mentionsVariable));
    }

    FactumError invalid(String text) {
        return refused(DbErrorCode.INVALID_QUERY, text);
    }

    FactumError refused(DbErrorCode code, String text) {
        return FactumError.of(code, text).form(value).path(path);
    }
}
