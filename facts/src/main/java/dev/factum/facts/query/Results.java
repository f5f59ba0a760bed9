package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.Functions.Aggregate;
import dev.factum.facts.database.QueryPage;
import dev.factum.facts.database.ResultColumn;
import dev.factum.facts.database.ResultColumns;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Makes the answer of the last relation: distinct rows, groups and their aggregates, pulls, order,
/// and the shape that `:find` asks for.
final class Results {

    private final QueryForm query;
    private final Inputs inputs;

    /// What a value costs in a tree, compared with one in a column.
    private static final int WIDTH_OF_A_PULLED_VALUE = 8;

    private final Meter meter;
    private long pulledValues;
    private final List<FindElement> elements;
    private final List<@Nullable Aggregate> aggregates = new ArrayList<>();

    /// Refuses aggregates, sources and patterns that are not there.
    Results(QueryForm query, Inputs inputs, Functions functions, Meter meter) {
        this.meter = meter;
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

    /// How many distinct rows are enough, because no order and no aggregate needs the others.
    long enough() {
        if (!query.order().isEmpty() || aggregates.stream().anyMatch(Objects::nonNull)) {
            return Long.MAX_VALUE;
        }
        long shown =
                switch (query.find()) {
                    case FindSpec.Rows _, FindSpec.Column _ -> query.limit();
                    case FindSpec.Tuple _, FindSpec.Scalar _ -> 1;
                };
        return shown < 0 || query.offset() > Long.MAX_VALUE - shown
                ? Long.MAX_VALUE
                : query.offset() + shown;
    }

    /// The answer in the shape that `:find` asks for.
    @Nullable Object of(Relation relation) {
        Answer answer = answer(relation);
        return switch (query.find()) {
            case FindSpec.Rows _ ->
                    isPlain()
                            ? new RowSetView(answer.columns(), answer.size())
                            : named(new RowListView(answer));
            case FindSpec.Column _ -> column(answer);
            case FindSpec.Tuple _ ->
                    answer.size() == 0 ? null : named(List.of(answer.row(0))).getFirst();
            case FindSpec.Scalar _ ->
                    answer.size() == 0 ? null : answer.columns().getFirst().get(0);
        };
    }

    private static List<@Nullable Object> column(Answer answer) {
        var values = new @Nullable Object[answer.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = answer.columns().getFirst().get(row);
        }
        return new RowView(values);
    }

    /// The answer as columns for its readers.
    ResultColumns columns(Relation relation) {
        Answer answer = answer(relation);
        var columns = new ArrayList<ResultColumn>();
        for (int place = 0; place < elements.size(); place++) {
            columns.add(
                    new AnswerColumn(
                            elements.get(place).text(),
                            answer.columns().get(place),
                            answer.size()));
        }
        return new ResultColumns(columns, answer.size());
    }

    /// Some rows of the answer in an order that is the same each time: by the query's order, then
    /// by all columns.
    ///
    /// @param start how many rows come before
    /// @param count the most rows to give
    QueryPage page(Relation relation, int start, int count, Function<Integer, String> cursor) {
        if (!(query.find() instanceof FindSpec.Rows)
                && !(query.find() instanceof FindSpec.Column)) {
            throw FactumError.of(
                    DbErrorCode.INVALID_QUERY, "Only relations and collections have pages");
        }
        Answer all = all(distinct(relation.select(variables()), meter));
        var keys = new ArrayList<>(query.order());
        for (int place = 0; place < elements.size(); place++) {
            keys.add(new OrderKey(place, false));
        }
        Answer whole = all.ordered(keys, meter).page(query.offset(), query.limit());
        Answer page = pulled(whole.page(start, count));
        int end = start + page.size();
        List<?> rows =
                query.find() instanceof FindSpec.Column
                        ? column(page)
                        : named(new RowListView(page));
        return new QueryPage(
                rows, end < whole.size() ? Optional.of(cursor.apply(end)) : Optional.empty());
    }

    /// The rows that are asked for: distinct, grouped, in order and paged. Only what is on the page
    /// is pulled, unless the order needs it.
    Answer answer(Relation relation) {
        Answer all = all(distinct(relation.select(variables()), meter));
        boolean ordersPulls =
                query.order().stream()
                        .anyMatch(key -> elements.get(key.column()) instanceof FindElement.Pull);
        Answer known = ordersPulls ? pulled(all) : all;
        Answer page = known.ordered(query.order(), meter).page(query.offset(), query.limit());
        return ordersPulls ? page : pulled(page);
    }

    static Relation distinct(Relation relation, Meter meter) {
        if (relation.distinct()) {
            return relation;
        }
        RowIndex index = RowIndex.exactOf(relation.columns(), relation.size(), meter);
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

    private Answer all(Relation rows) {
        if (aggregates.stream().allMatch(Objects::isNull)) {
            return new Answer(
                    rows.columns(elements.stream().map(FindElement::variable).toList()),
                    rows.size());
        }
        var grouping = new Grouping(rows, elements, meter);
        var columns = new ArrayList<Column>();
        for (int place = 0; place < elements.size(); place++) {
            FindElement element = elements.get(place);
            Aggregate function = aggregates.get(place);
            columns.add(
                    function != null && element instanceof FindElement.Aggregate aggregate
                            ? grouping.aggregate(aggregate, function)
                            : grouping.key(element));
        }
        return new Answer(columns, grouping.groups());
    }

    private Answer pulled(Answer answer) {
        var columns = new ArrayList<>(answer.columns());
        for (int place = 0; place < elements.size(); place++) {
            if (elements.get(place) instanceof FindElement.Pull pull) {
                columns.set(place, pulled(pull, answer.columns().get(place), answer.size()));
            }
        }
        return new Answer(columns, answer.size());
    }

    private Column pulled(FindElement.Pull pull, Column entities, int size) {
        Database database = database(pull);
        Object pattern = pattern(pull);
        var trees = new @Nullable Object[size];
        IntConsumer observer = this::shown;
        for (int row = 0; row < size; row++) {
            meter.call();
            Object entity = entities.get(row);
            trees[row] =
                    entity == null
                            ? null
                            : database.engine().pull(database, pattern, entity, observer);
        }
        return new Column.Values(trees);
    }

    /// Pulls hold what they show, as rows hold values.
    private void shown(int values) {
        meter.ticks(values);
        pulledValues += values;
        meter.holds(pulledValues, WIDTH_OF_A_PULLED_VALUE);
    }

    // ---- names

    private List<?> named(List<RowView> rows) {
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
