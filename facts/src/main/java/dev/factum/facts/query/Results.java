package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.Functions.Aggregate;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Symbol;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the answer of the last relation: distinct rows, groups and their aggregates, pulls, order,
/// and the shape that `:find` asks for.
final class Results {

    private final QueryForm query;
    private final Inputs inputs;
    private final List<FindElement> elements;
    private final List<@Nullable Aggregate> aggregates = new ArrayList<>();

    /// Refuses aggregates, sources and patterns that are not there.
    Results(QueryForm query, Inputs inputs, Functions functions) {
        this.query = query;
        this.inputs = inputs;
        this.elements = query.find().all();
        for (FindElement element : elements) {
            switch (element) {
                case FindElement.Value _ -> aggregates.add(null);
                case FindElement.Pull pull -> {
                    database(pull);
                    pattern(pull);
                    aggregates.add(null);
                }
                case FindElement.Aggregate(Symbol name, _, _) ->
                        aggregates.add(Aggregates.named(name, functions));
            }
        }
    }

    private Database database(FindElement.Pull pull) {
        if (inputs.sources().get(pull.source()) instanceof Database database) {
            return database;
        }
        throw FactumError.of(DbErrorCode.INVALID_DATA_SOURCE, "A pull needs a database")
                .with("source", pull.source().name());
    }

    private Object pattern(FindElement.Pull pull) {
        Object pattern =
                pull.pattern() instanceof Symbol name
                        ? inputs.patterns().get(name)
                        : pull.pattern();
        if (pattern == null) {
            throw FactumError.of(DbErrorCode.INVALID_PULL, "This pull pattern is not in :in")
                    .with("pattern", pull.pattern());
        }
        return pattern;
    }

    /// The variables that the last relation must have.
    List<Variable> variables() {
        var variables = new LinkedHashSet<Variable>();
        elements.forEach(element -> variables.add(element.variable()));
        variables.addAll(query.with());
        return List.copyOf(variables);
    }

    @Nullable Object of(Relation relation) {
        Relation rows = distinct(relation.select(variables()));
        return switch (query.find()) {
            case FindSpec.Rows _ -> isPlain() ? set(rows) : named(all(rows));
            case FindSpec.Column _ ->
                    all(rows).stream().<@Nullable Object>map(List::getFirst).toList();
            case FindSpec.Tuple _ -> first(named(all(rows)));
            case FindSpec.Scalar _ -> {
                List<? extends @Nullable Object> row = first(all(rows));
                yield row == null ? null : row.getFirst();
            }
        };
    }

    private static <T> @Nullable T first(List<T> rows) {
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private static Relation distinct(Relation relation) {
        if (relation.distinct()) {
            return relation;
        }
        RowIndex index = RowIndex.exactOf(relation.columns(), relation.size());
        return new Relation(
                relation.variables(),
                relation.gather(index.firstRows(), index.groups()),
                index.groups(),
                null,
                Set.copyOf(relation.variables()));
    }

    /// True if the answer is a set of rows of variables.
    private boolean isPlain() {
        return query.names() == null
                && query.with().isEmpty()
                && query.order().isEmpty()
                && query.limit() < 0
                && query.offset() == 0
                && elements.stream().allMatch(FindElement.Value.class::isInstance);
    }

    private RowSetView set(Relation rows) {
        return new RowSetView(rows.columns(elementVariables()), rows.size());
    }

    private List<Variable> elementVariables() {
        return elements.stream().map(FindElement::variable).toList();
    }

    private List<List<@Nullable Object>> all(Relation rows) {
        boolean groups = aggregates.stream().anyMatch(Objects::nonNull);
        List<List<@Nullable Object>> all = groups ? grouped(rows) : plain(rows);
        return page(all);
    }

    private List<List<@Nullable Object>> plain(Relation rows) {
        var all = new ArrayList<List<@Nullable Object>>(rows.size());
        List<Column> columns = rows.columns(elementVariables());
        for (int row = 0; row < rows.size(); row++) {
            var values = new @Nullable Object[columns.size()];
            for (int index = 0; index < values.length; index++) {
                values[index] = value(elements.get(index), columns.get(index).get(row));
            }
            all.add(new RowView(values));
        }
        return all;
    }

    private @Nullable Object value(FindElement element, @Nullable Object value) {
        return switch (element) {
            case FindElement.Pull pull ->
                    value == null ? null : database(pull).pull(pattern(pull), value);
            case FindElement.Value _, FindElement.Aggregate _ -> value;
        };
    }

    // ---- groups

    private List<List<@Nullable Object>> grouped(Relation rows) {
        List<Column> keys = new ArrayList<>();
        for (FindElement element : elements) {
            if (!(element instanceof FindElement.Aggregate)) {
                keys.add(rows.column(element.variable()));
            }
        }
        RowIndex index = RowIndex.exactOf(keys, rows.size());
        List<@Nullable Column> made = new ArrayList<>();
        for (FindElement element : elements) {
            made.add(
                    element instanceof FindElement.Aggregate aggregate
                            ? whole(aggregate, rows, index)
                            : null);
        }
        var all = new ArrayList<List<@Nullable Object>>();
        for (int group = 0; group < index.groups(); group++) {
            all.add(group(rows, index, group, made));
        }
        return all;
    }

    private static @Nullable Column whole(
            FindElement.Aggregate element, Relation rows, RowIndex index) {
        LongAggregate aggregate = LongAggregate.of(element);
        return aggregate == null
                ? null
                : aggregate.over(
                        rows.column(element.variable()),
                        index.groupOf(),
                        rows.size(),
                        index.groups());
    }

    private List<@Nullable Object> group(
            Relation rows, RowIndex index, int group, List<@Nullable Column> made) {
        var values = new @Nullable Object[elements.size()];
        for (int place = 0; place < values.length; place++) {
            FindElement element = elements.get(place);
            Column column = rows.column(element.variable());
            Aggregate aggregate = aggregates.get(place);
            Column whole = made.get(place);
            if (whole != null) {
                values[place] = whole.get(group);
            } else if (aggregate == null) {
                values[place] = value(element, column.get(index.firstRow(group)));
            } else {
                values[place] = aggregated(element, aggregate, column, index, group);
            }
        }
        return new RowView(values);
    }

    private static @Nullable Object aggregated(
            FindElement element, Aggregate aggregate, Column column, RowIndex index, int group) {
        var values = new ArrayList<Object>();
        for (int row = index.firstRow(group); row >= 0; row = index.nextRow(row)) {
            Object value = column.get(row);
            if (value != null) {
                values.add(value);
            }
        }
        List<@Nullable Object> arguments =
                element instanceof FindElement.Aggregate call ? call.arguments() : List.of();
        try {
            return aggregate.apply(arguments, Collections.unmodifiableList(values));
        } catch (FactumError error) {
            throw error;
        } catch (RuntimeException failure) {
            throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "An aggregate failed", failure)
                    .with("aggregate", element.toString())
                    .with("cause", failure.toString());
        }
    }

    // ---- order, pages, names

    private List<List<@Nullable Object>> page(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> ordered = rows;
        if (!query.order().isEmpty()) {
            ordered = new ArrayList<>(rows);
            ordered.sort(order());
        }
        long start = Math.min(query.offset(), ordered.size());
        long left = ordered.size() - start;
        long count = query.limit() < 0 ? left : Math.min(query.limit(), left);
        return Collections.unmodifiableList(ordered.subList((int) start, (int) (start + count)));
    }

    private Comparator<List<@Nullable Object>> order() {
        Comparator<List<@Nullable Object>> order = (_, _) -> 0;
        for (OrderKey key : query.order()) {
            Comparator<List<@Nullable Object>> next =
                    (left, right) ->
                            ValueOrder.compare(left.get(key.column()), right.get(key.column()));
            order = order.thenComparing(key.descending() ? next.reversed() : next);
        }
        return order;
    }

    private List<?> named(List<List<@Nullable Object>> rows) {
        List<Object> names = query.names();
        return names == null ? rows : rows.stream().map(row -> named(names, row)).toList();
    }

    private static Map<Object, @Nullable Object> named(
            List<Object> names, List<@Nullable Object> row) {
        var map = new LinkedHashMap<Object, @Nullable Object>();
        for (int index = 0; index < names.size(); index++) {
            map.put(names.get(index), row.get(index));
        }
        return Collections.unmodifiableMap(map);
    }
}
