package dev.factum.facts.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query as it was read. Immutable.
///
/// @param names the keys of the return maps: keywords, strings or symbols; null for plain rows
/// @param impliesSource true if there is no `:in`, so that `$` is the one input, if any
/// @param limit the most rows to answer, -1 for all
record QueryForm(
        FindSpec find,
        @Nullable List<Object> names,
        List<Variable> with,
        List<Input> inputs,
        boolean impliesSource,
        List<Clause> where,
        List<OrderKey> order,
        long offset,
        long limit) {

    QueryForm {
        names = names == null ? null : List.copyOf(names);
        with = List.copyOf(with);
        inputs = List.copyOf(inputs);
        where = List.copyOf(where);
        order = List.copyOf(order);
    }
}
