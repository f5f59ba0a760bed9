package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every clause against every fact, one after the other. Not thread-safe.
final class Clauses {

    private final Map<Symbol, @Nullable Object> sources;
    private final RuleBook rules;
    private final Order order;
    private final Names names;
    private final Calls calls;

    /// The rows so far of the rules that are being worked out, by source and name.
    private final Map<List<Symbol>, Set<List<@Nullable Object>>> unfinished =
            new java.util.HashMap<>();

    Clauses(Map<Symbol, @Nullable Object> sources, RuleBook rules) {
        this.sources = sources;
        this.rules = rules;
        this.order = new Order(rules);
        this.names =
                new Names(
                        sources.get(Forms.SOURCE) instanceof PlainDatabase database
                                ? database
                                : null);
        this.calls = new Calls(sources);
    }

    /// The rows that agree with all clauses, starting from rows that bind the same variables.
    Set<Row> all(List<?> clauses, Collection<Row> start, Set<Symbol> bound, Symbol source) {
        Set<Row> rows = new LinkedHashSet<>(start);
        Set<Symbol> known = new HashSet<>(bound);
        for (List<?> clause : order.of(clauses, bound)) {
            Set<Row> next = new LinkedHashSet<>();
            for (Row row : rows) {
                next.addAll(
                        one(Forms.withoutSource(clause), row, known, Forms.source(clause, source)));
            }
            rows = next;
            known.addAll(Forms.variables(clause));
        }
        return rows;
    }

    private Collection<Row> one(List<?> clause, Row row, Set<Symbol> bound, Symbol source) {
        if (clause.getFirst() instanceof List<?> call && Forms.isCall(call)) {
            return clause.size() == 1 ? test(call, row) : function(call, clause.get(1), row);
        }
        if (!Forms.isCall(clause)) {
            return pattern(clause, row, source);
        }
        List<?> rest = Forms.rest(clause);
        return switch (Forms.name(clause)) {
            case "not" ->
                    all(rest, List.of(row), bound, source).isEmpty() ? List.of(row) : List.of();
            case "not-join" -> {
                Set<Symbol> joined = Forms.variables(rest.getFirst());
                List<Row> start = List.of(row.only(joined));
                boolean none = all(Forms.rest(rest), start, joined, source).isEmpty();
                yield none ? List.of(row) : List.of();
            }
            case "and" -> all(rest, List.of(row), bound, source);
            case "or" -> branches(rest, row, bound, source);
            case "or-join" -> {
                Set<Symbol> joined = Forms.variables(rest.getFirst());
                Set<Symbol> shared = new HashSet<>(bound);
                shared.retainAll(joined);
                List<Row> found = new ArrayList<>();
                branches(Forms.rest(rest), row.only(joined), shared, source)
                        .forEach(end -> found.add(row.and(end.only(joined))));
                yield found;
            }
            default -> rule(clause, row, source);
        };
    }

    private List<Row> branches(List<?> branches, Row row, Set<Symbol> bound, Symbol source) {
        List<Row> found = new ArrayList<>();
        for (Object branch : branches) {
            found.addAll(all(Forms.branch(branch), List.of(row), bound, source));
        }
        return found;
    }

    // ---- patterns

    private List<Row> pattern(List<?> terms, Row row, Symbol source) {
        List<Row> found = new ArrayList<>();
        switch (sources.get(source)) {
            case PlainDatabase database -> {
                var local = new Names(database);
                for (Fact fact : database.facts()) {
                    add(found, row.withAll(terms, values(fact, terms, database), local));
                }
            }
            case Collection<?> tuples -> {
                var none = new Names(null);
                for (Object tuple : tuples) {
                    add(found, row.withAll(terms, (List<?>) Objects.requireNonNull(tuple), none));
                }
            }
            case null, default -> throw new Refused("No source " + source);
        }
        return found;
    }

    private static List<Object> values(Fact fact, List<?> terms, PlainDatabase database) {
        boolean byName = terms.size() > 1 && terms.get(1) instanceof Keyword;
        Object attribute = byName ? fact.a() : (Object) database.schema().get(fact.a()).id();
        return Arrays.asList(fact.e(), attribute, fact.v(), fact.tx(), fact.added());
    }

    private static void add(List<Row> found, @Nullable Row row) {
        if (row != null) {
            found.add(row);
        }
    }

    // ---- calls

    private List<Row> test(List<?> call, Row row) {
        Object answer = calls.apply(call, row);
        return answer == null || answer.equals(false) ? List.of() : List.of(row);
    }

    private List<Row> function(List<?> call, @Nullable Object binding, Row row) {
        Object answer = calls.apply(call, row);
        return answer == null ? List.of() : bound(binding, answer, row);
    }

    /// The rows in which a binding form is what was given.
    List<Row> bound(@Nullable Object binding, @Nullable Object value, Row row) {
        List<Row> found = new ArrayList<>();
        if (!(binding instanceof List<?> list)) {
            add(found, row.with(binding, value, names));
        } else if (list.getFirst() instanceof List<?> tuple) {
            for (Object each : (Collection<?>) Objects.requireNonNull(value)) {
                add(found, row.withAll(tuple, (List<?>) Objects.requireNonNull(each), names));
            }
        } else if (Forms.SEVERAL.equals(list.getLast())) {
            for (Object each : (Collection<?>) Objects.requireNonNull(value)) {
                add(found, row.with(list.getFirst(), each, names));
            }
        } else {
            add(found, row.withAll(list, (List<?>) Objects.requireNonNull(value), names));
        }
        return found;
    }

    // ---- rules

    private List<Row> rule(List<?> call, Row row, Symbol source) {
        List<Row> found = new ArrayList<>();
        for (List<@Nullable Object> each : rows((Symbol) call.getFirst(), source)) {
            add(found, row.withAll(Forms.rest(call), each, names));
        }
        return found;
    }

    /// All rows of a rule: it is asked again with the rows so far until no more come. What another
    /// rule gives meanwhile, which may need this one, is worked out anew each time.
    private Set<List<@Nullable Object>> rows(Symbol name, Symbol source) {
        List<Symbol> key = List.of(source, name);
        Set<List<@Nullable Object>> before = unfinished.get(key);
        if (before != null) {
            return before;
        }
        Set<List<@Nullable Object>> rows = new LinkedHashSet<>();
        boolean grows = true;
        while (grows) {
            unfinished.put(key, Set.copyOf(rows));
            grows = false;
            for (List<?> rule : rules.named(name)) {
                grows |= rows.addAll(derived(rule, source));
            }
        }
        unfinished.remove(key);
        return rows;
    }

    private List<List<@Nullable Object>> derived(List<?> rule, Symbol source) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<Object> parameters = RuleBook.parameters(rule);
        for (Row row : all(Forms.rest(rule), List.of(Row.EMPTY), Set.of(), source)) {
            rows.add(new ArrayList<>(parameters.stream().map(row::value).toList()));
        }
        return rows;
    }
}
