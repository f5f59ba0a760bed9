package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was passed to a query, by the names of `:in`.
///
/// @param values one relation for each input that binds variables
record Inputs(
        Map<Source, Object> sources,
        RuleSet rules,
        Map<Symbol, Object> patterns,
        List<Relation> values) {

    static Inputs of(
            QueryForm query,
            List<? extends @Nullable Object> given,
            QueryEngine engine,
            Meter meter) {
        requireCount(query, given);
        var sources = new LinkedHashMap<Source, Object>();
        var patterns = new HashMap<Symbol, Object>();
        var values = new ArrayList<Relation>();
        RuleSet rules = new RuleSet(List.of());
        for (int index = 0; index < given.size(); index++) {
            Object value = given.get(index);
            switch (query.inputs().get(index)) {
                case Input.Data(Source source) -> sources.put(source, data(source, value));
                case Input.Rules _ -> rules = engine.rules(value);
                case Input.PullPattern(Symbol name) -> patterns.put(name, present(value, index));
                case Input.Values(Binding binding) ->
                        values.add(rows(binding, present(value, index), meter));
            }
        }
        return new Inputs(sources, rules, patterns, values);
    }

    private static void requireCount(QueryForm query, List<? extends @Nullable Object> given) {
        int expected = query.inputs().size();
        boolean fewIsFine = query.impliesSource() && given.isEmpty();
        if (given.size() < expected && !fewIsFine) {
            throw count(DbErrorCode.TOO_FEW_INPUTS, "The query expects more inputs", query, given);
        }
        if (given.size() > expected) {
            throw count(
                    DbErrorCode.TOO_MANY_INPUTS, "The query expects fewer inputs", query, given);
        }
    }

    private static FactumError count(
            DbErrorCode code,
            String text,
            QueryForm query,
            List<? extends @Nullable Object> given) {
        return FactumError.of(code, text)
                .with("expected", query.inputs().size())
                .with("given", given.size());
    }

    private static Object data(Source source, @Nullable Object value) {
        boolean isData =
                value instanceof Database
                        || (value != null
                                && !(value instanceof Map<?, ?>)
                                && Elements.of(value) != null);
        if (value == null || !isData) {
            throw FactumError.of(
                            DbErrorCode.INVALID_DATA_SOURCE,
                            "A data source is a database or a collection of tuples")
                    .with("source", source.name())
                    .with("given", value);
        }
        return value;
    }

    private static Object present(@Nullable Object value, int index) {
        if (value == null) {
            throw FactumError.of(DbErrorCode.TOO_FEW_INPUTS, "An input must not be nil")
                    .path(List.of(":in", index));
        }
        return value;
    }

    private static Relation rows(Binding binding, Object value, Meter meter) {
        List<Variable> names = List.copyOf(binding.variables());
        var columns = new ArrayList<ColumnBuilder>();
        names.forEach(_ -> columns.add(new ColumnBuilder()));
        List<@Nullable Object[]> rows = Binder.expand(binding, names, value, true, meter);
        for (@Nullable Object[] row : rows) {
            for (int index = 0; index < row.length; index++) {
                columns.get(index).add(row[index]);
            }
        }
        if (rows.size() == 1) {
            List<Column> same = new ArrayList<>();
            for (Object known : rows.getFirst()) {
                same.add(new Column.Same(known));
            }
            return new Relation(names, same, 1, null, Set.of());
        }
        List<Column> built = columns.stream().map(ColumnBuilder::column).toList();
        return new Relation(names, built, rows.size(), null, null);
    }

    /// The variables whose values are not all ids, so that they may name entities.
    Set<Variable> named() {
        var named = new HashSet<Variable>();
        for (Relation relation : values) {
            for (Variable variable : relation.variables()) {
                Column column = relation.column(variable);
                boolean isIds =
                        column instanceof Column.Longs
                                || (column instanceof Column.Same(Object value)
                                        && value instanceof Long);
                if (!isIds) {
                    named.add(variable);
                }
            }
        }
        return named;
    }

    /// All inputs that bind a used variable, joined, with the entities that they name beside them.
    Relation joined(Set<Variable> used, Set<Variable> faces, Meter meter) {
        Relation joined = Relation.unit();
        for (Relation relation : values) {
            if (relation.variables().stream().anyMatch(used::contains)) {
                joined = Joins.join(joined, relation, meter);
            }
        }
        for (Variable face : faces) {
            joined = joined.plus(face, resolved(joined, face));
        }
        return joined;
    }

    private Column resolved(Relation relation, Variable face) {
        Column names = relation.column(new Variable(face.name()));
        if (names instanceof Column.Same(Object name)
                && sources.get(face.entityIn()) instanceof Database database) {
            return new Column.Same(EntityNames.resolve(database, Keys.canonical(name)));
        }
        var ids = new ColumnBuilder();
        if (sources.get(face.entityIn()) instanceof Database database) {
            for (int row = 0; row < relation.size(); row++) {
                Object name = names.get(row);
                ids.add(EntityNames.resolve(database, Keys.canonical(name)));
            }
        }
        return ids.column();
    }
}
