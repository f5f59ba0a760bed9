package dev.factum.conformance.differential.plain;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A query in list form: its clauses against all facts, and what is found of the rows.
public final class PlainQuery {

    private static final Symbol ONE = Symbol.of(".");

    private final Map<String, List<Object>> parts = new HashMap<>();
    private final Map<Symbol, @Nullable Object> sources = new HashMap<>();
    private List<?> rules = List.of();

    private PlainQuery(List<?> form) {
        List<Object> part = new ArrayList<>();
        for (Object each : form) {
            if (each instanceof Keyword name) {
                part = parts.computeIfAbsent(name.name(), _ -> new ArrayList<>());
            } else {
                part.add(Objects.requireNonNull(each));
            }
        }
    }

    /// A list of rows, a list of values, a row, or a value, as the query asks.
    ///
    /// @throws Refused if the query means nothing for these inputs
    public static @Nullable Object run(List<?> form, List<? extends @Nullable Object> inputs) {
        return new PlainQuery(form).run(inputs);
    }

    private List<Object> part(String name) {
        return parts.getOrDefault(name, List.of());
    }

    private @Nullable Object run(List<? extends @Nullable Object> inputs) {
        List<Object> in = parts.containsKey("in") ? part("in") : List.of(Forms.SOURCE);
        if (in.size() != inputs.size()) {
            throw new Refused("Not as many inputs as " + in);
        }
        Map<Object, @Nullable Object> given = new LinkedHashMap<>();
        for (int place = 0; place < in.size(); place++) {
            if (Forms.isSource(in.get(place))) {
                sources.put((Symbol) in.get(place), inputs.get(place));
            } else if (Forms.RULES.equals(in.get(place))) {
                rules = (List<?>) Objects.requireNonNull(inputs.get(place));
            } else {
                given.put(in.get(place), inputs.get(place));
            }
        }
        Set<Symbol> bound = Forms.variables(new ArrayList<>(given.keySet()));
        requireFound(bound);
        new Constants(sources).check(part("where"), Forms.SOURCE);
        var clauses = new Clauses(sources, new RuleBook(rules));
        Set<Row> start = new LinkedHashSet<>(List.of(Row.EMPTY));
        given.forEach((binding, value) -> {
            Set<Row> next = new LinkedHashSet<>();
            start.forEach(row -> next.addAll(clauses.bound(binding, value, row)));
            start.clear();
            start.addAll(next);
        });
        start.forEach(row -> requireEntities(part("where"), Forms.SOURCE, row));
        return found(clauses.all(part("where"), start, bound, Forms.SOURCE));
    }

    /// What is given for the variables that may be entities, those of patterns and of rules, must
    /// be somebody in the source that is asked.
    private void requireEntities(List<?> clauses, Symbol source, Row row) {
        for (Object each : clauses) {
            List<?> whole = (List<?>) Objects.requireNonNull(each);
            List<?> clause = Forms.withoutSource(whole);
            Symbol asked = Forms.source(whole, source);
            if (Forms.isCall(clause) && Forms.OPERATORS.contains(Forms.name(clause))) {
                boolean isJoin = Forms.name(clause).endsWith("-join");
                requireEntities(clause.subList(isJoin ? 2 : 1, clause.size()), asked, row);
            } else if (!Forms.isCall(clause.getFirst())
                    && sources.get(asked) instanceof PlainDatabase database) {
                var names = new Names(database);
                row.only(Forms.variables(clause)).values().values().forEach(names::requireSomebody);
            }
        }
    }

    // ---- find

    private void requireFound(Set<Symbol> inputs) {
        Set<Symbol> known = new HashSet<>(inputs);
        known.addAll(Forms.variables(part("where")));
        if (!known.containsAll(Forms.variables(part("find")))
                || !known.containsAll(Forms.variables(part("with")))) {
            throw new Refused("unbound-query-variables", "Nothing binds what is found");
        }
    }

    private @Nullable Object found(Set<Row> rows) {
        List<Object> find = part("find");
        if (find.contains(ONE)) {
            List<List<@Nullable Object>> all = rows(find.subList(0, 1), rows);
            return all.isEmpty() ? null : all.getFirst().getFirst();
        }
        if (!(find.getFirst() instanceof List<?> inner) || inner instanceof EdnList) {
            return rows(find, rows);
        }
        if (Forms.SEVERAL.equals(inner.getLast())) {
            List<@Nullable Object> values = new ArrayList<>();
            rows(inner.subList(0, 1), rows).forEach(row -> values.add(row.getFirst()));
            return values;
        }
        List<List<@Nullable Object>> all = rows(inner, rows);
        return all.isEmpty() ? null : all.getFirst();
    }

    private List<List<@Nullable Object>> rows(List<?> find, Set<Row> rows) {
        Set<Symbol> wanted = Forms.variables(find);
        wanted.addAll(Forms.variables(part("with")));
        Set<Row> distinct = new LinkedHashSet<>();
        rows.forEach(row -> distinct.add(row.only(wanted)));
        boolean grouped = find.stream().anyMatch(PlainQuery::isAggregate);
        Map<Object, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : distinct) {
            Object group = grouped ? row.only(Forms.variables(plain(find))) : row;
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(row);
        }
        List<List<@Nullable Object>> found = new ArrayList<>();
        for (List<Row> group : groups.values()) {
            List<@Nullable Object> shown = new ArrayList<>();
            find.forEach(element -> shown.add(element(element, group)));
            found.add(shown);
        }
        return found;
    }

    private static List<?> plain(List<?> find) {
        return find.stream().filter(element -> !isAggregate(element)).toList();
    }

    private static boolean isAggregate(@Nullable Object element) {
        return element instanceof List<?> call && !Forms.name(call).equals("pull");
    }

    private @Nullable Object element(@Nullable Object element, List<Row> group) {
        if (!(element instanceof List<?> call)) {
            return group.getFirst().value(element);
        }
        if (isAggregate(call)) {
            List<@Nullable Object> values = new ArrayList<>();
            group.forEach(row -> values.add(row.value(call.getLast())));
            return Aggregates.of(call, values);
        }
        boolean prefixed = Forms.isSource(call.get(1));
        Symbol source = prefixed ? (Symbol) Objects.requireNonNull(call.get(1)) : Forms.SOURCE;
        if (!(sources.get(source) instanceof PlainDatabase database)) {
            throw new Refused("No database " + source);
        }
        return PlainPull.pull(
                database,
                (List<?>) Objects.requireNonNull(call.getLast()),
                group.getFirst().value(call.get(prefixed ? 2 : 1)));
    }
}
