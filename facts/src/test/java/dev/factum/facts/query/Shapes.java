package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.QueryPage;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.database.ResultColumns;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The other ways to ask a query whose rows are known: ordered, limited, for one row, by column, by
/// page, and on a database that writes down what is read.
///
/// @param form a query for a relation, as a vector
record Shapes(RandomGenerator random, Database database, List<?> rules, List<Object> form) {

    void agreeWith(Set<List<Object>> expected) {
        List<Object> ordered = List.copyOf(sorted(expected));
        switch (random.nextInt(6)) {
            case 0 -> assertThat(ask(with("order-by", keys()))).isEqualTo(ordered);
            case 1 -> limited(expected, ordered);
            case 2 -> one(expected);
            case 3 -> assertThat(rows(database.queryColumns(form, rules))).isEqualTo(expected);
            case 4 -> paged(ordered);
            default -> {
                Database tracked = database.tracked(new ReadSet.Recorder());
                assertThat(tracked.query(form, rules)).isEqualTo(expected);
            }
        }
    }

    private @Nullable Object ask(List<Object> query) {
        return database.query(query, rules);
    }

    private int width() {
        return form.indexOf(Keyword.of("in")) - 1;
    }

    private static List<List<Object>> sorted(Set<List<Object>> rows) {
        var sorted = new ArrayList<>(rows);
        sorted.sort(ValueOrder.COMPARATOR);
        return sorted;
    }

    private List<Object> keys() {
        var keys = new ArrayList<Object>();
        form.subList(1, 1 + width()).forEach(variable -> keys.add(List.of(variable)));
        return keys;
    }

    private List<Object> with(String section, List<Object> content) {
        var longer = new ArrayList<>(form);
        longer.add(Keyword.of(section));
        longer.addAll(content);
        return longer;
    }

    @SuppressWarnings("unchecked") // rows of a relation are lists
    private void limited(Set<List<Object>> expected, List<Object> ordered) {
        long limit = random.nextInt(5);
        long offset = random.nextInt(3);
        List<Object> some = with("limit", List.of(limit, Keyword.of("offset"), offset));
        long count = Math.min(limit, Math.max(0, expected.size() - offset));
        Collection<?> found = (Collection<?>) Objects.requireNonNull(ask(some));
        assertThat(found).hasSize((int) count).doesNotHaveDuplicates();
        assertThat(expected).containsAll(List.copyOf((Collection<? extends List<Object>>) found));
        some.add(Keyword.of("order-by"));
        some.addAll(keys());
        assertThat(ask(some)).isEqualTo(ordered.stream().skip(offset).limit(limit).toList());
    }

    private void one(Set<List<Object>> expected) {
        var single = new ArrayList<>(form.subList(0, 2));
        single.add(Symbol.of("."));
        single.addAll(form.subList(1 + width(), form.size()));
        Object value = ask(single);
        if (expected.isEmpty()) {
            assertThat(value).isNull();
        } else {
            assertThat(expected).anyMatch(row -> row.getFirst().equals(value));
        }
    }

    private static Set<List<Object>> rows(ResultColumns columns) {
        var rows = new HashSet<List<Object>>();
        for (int row = 0; row < columns.size(); row++) {
            int at = row;
            rows.add(
                    columns.columns().stream()
                            .<Object>map(column -> Objects.requireNonNull(column.get(at)))
                            .toList());
        }
        assertThat(rows).hasSize(columns.size());
        return rows;
    }

    private void paged(List<Object> ordered) {
        QueryPage page = database.queryPage(1 + random.nextInt(4), form, rules);
        var rows = new ArrayList<Object>(page.rows());
        while (page.next().isPresent()) {
            page = database.nextPage(page.next().get(), form, rules);
            rows.addAll(page.rows());
        }
        assertThat(rows).isEqualTo(ordered);
    }
}
