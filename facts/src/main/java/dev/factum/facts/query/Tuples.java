package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pattern on a collection of tuples.
final class Tuples {

    private Tuples() {}

    static Relation matching(Object collection, Clause.Pattern pattern) {
        List<Variable> names = List.copyOf(pattern.variables());
        var columns = new ArrayList<ColumnBuilder>();
        names.forEach(_ -> columns.add(new ColumnBuilder()));
        int size = 0;
        for (Object element : elements(collection, pattern)) {
            List<@Nullable Object> tuple = elements(element, pattern);
            if (tuple.size() < pattern.terms().size()) {
                throw refused("A tuple has fewer values than the pattern", pattern)
                        .with("given", element);
            }
            if (agrees(tuple, pattern.terms())) {
                for (int index = 0; index < names.size(); index++) {
                    int place = pattern.terms().indexOf(new Term.Var(names.get(index)));
                    columns.get(index).add(tuple.get(place));
                }
                size++;
            }
        }
        List<Column> built = columns.stream().map(ColumnBuilder::column).toList();
        return new Relation(names, built, size, null, null);
    }

    private static boolean agrees(List<@Nullable Object> tuple, List<Term> terms) {
        for (int place = 0; place < terms.size(); place++) {
            Term term = terms.get(place);
            int first = terms.indexOf(term);
            boolean agrees =
                    switch (term) {
                        case Term.Blank _, Term.SourceName _ -> true;
                        case Term.Constant(Object value) -> Keys.same(value, tuple.get(place));
                        case Term.Var _ -> Keys.same(tuple.get(first), tuple.get(place));
                    };
            if (!agrees) {
                return false;
            }
        }
        return true;
    }

    private static List<@Nullable Object> elements(
            @Nullable Object collection, Clause.Pattern pattern) {
        List<@Nullable Object> elements = collection == null ? null : Elements.of(collection);
        if (elements == null) {
            throw refused("A data source is a database or a collection of tuples", pattern)
                    .with("given", collection);
        }
        return elements;
    }

    private static FactumError refused(String text, Clause.Pattern pattern) {
        return FactumError.of(DbErrorCode.INVALID_DATA_SOURCE, text).form(pattern.form());
    }
}
