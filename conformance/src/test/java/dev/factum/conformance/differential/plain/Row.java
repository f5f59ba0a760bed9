package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Symbol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of the variables on one way through the clauses. Immutable.
record Row(Map<Symbol, @Nullable Object> values) {

    static final Row EMPTY = new Row(Map.of());

    @Nullable Object get(Symbol variable) {
        return values.get(variable);
    }

    /// A term's own value, or what its variable stands for.
    @Nullable Object value(@Nullable Object term) {
        return Forms.isVariable(term) ? values.get((Symbol) term) : term;
    }

    /// This row if `term` is `value`, with its variable bound; null if it is something else.
    @Nullable Row with(@Nullable Object term, @Nullable Object value, Names names) {
        if (Forms.BLANK.equals(term)) {
            return this;
        }
        if (Forms.isVariable(term) && !values.containsKey(term)) {
            Map<Symbol, @Nullable Object> more = new HashMap<>(values);
            more.put((Symbol) term, value);
            return new Row(more);
        }
        return names.same(value(term), value) ? this : null;
    }

    /// The same for several, side by side.
    @Nullable Row withAll(List<?> terms, List<?> values, Names names) {
        if (terms.size() > values.size()) {
            throw new Refused("More than there is: " + terms);
        }
        Row row = this;
        for (int place = 0; place < terms.size() && row != null; place++) {
            row = row.with(terms.get(place), values.get(place), names);
        }
        return row;
    }

    Row only(Set<Symbol> variables) {
        Map<Symbol, @Nullable Object> fewer = new HashMap<>(values);
        fewer.keySet().retainAll(variables);
        return new Row(fewer);
    }

    Row and(Row other) {
        Map<Symbol, @Nullable Object> both = new HashMap<>(values);
        both.putAll(other.values);
        return new Row(both);
    }
}
