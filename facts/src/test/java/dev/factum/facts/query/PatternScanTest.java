package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Seeds;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What a relation says of itself, its order and that no row repeats, is relied on by later joins.
class PatternScanTest {

    private static final List<Variable> VARIABLES =
            List.of(new Variable("?a"), new Variable("?b"), new Variable("?m"), new Variable("?n"));
    private static final List<String> ATTRIBUTES = List.of("g/to", "g/next", "g/n", "g/m");

    @Test
    void relationsAreAsSortedAndDistinctAsTheySay() {
        var claims = new int[2];
        Seeds.each(
                500,
                random -> {
                    RandomGraph graph = RandomGraph.of(random);
                    Relation relation = Relation.unit();
                    for (int step = 0; step < 4 && relation.size() < 500; step++) {
                        DatomPattern pattern = pattern(graph, random);
                        relation =
                                new PatternScan(
                                                pattern,
                                                relation,
                                                new Meter(QueryBudget.unlimited()))
                                        .join(ValueRange.ALL, null);
                        check(relation);
                        claims[0] += relation.sortedBy() != null && relation.size() > 2 ? 1 : 0;
                        claims[1] += relation.distinct() && relation.size() > 2 ? 1 : 0;
                    }
                });
        assertThat(claims)
                .as("relations that claim an order, and to be distinct")
                .doesNotContain(0);
    }

    private static DatomPattern pattern(RandomGraph graph, RandomGenerator random) {
        Object attribute =
                graph.database()
                        .entidOrThrow(
                                Keyword.of(ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()))));
        var slots = new ArrayList<Slot>();
        slots.add(new Slot.Open(VARIABLES.get(random.nextInt(2))));
        slots.add(new Slot.Fixed(attribute));
        slots.add(
                random.nextInt(4) == 0
                        ? new Slot.Any()
                        : new Slot.Open(VARIABLES.get(random.nextInt(VARIABLES.size()))));
        return DatomPattern.of(graph.database(), slots);
    }

    private static void check(Relation relation) {
        Variable sorted = relation.sortedBy();
        var rows = new HashSet<List<Object>>();
        for (int row = 0; row < relation.size(); row++) {
            if (sorted != null && row > 0) {
                assertThat(id(relation, sorted, row))
                        .isGreaterThanOrEqualTo(id(relation, sorted, row - 1));
            }
            rows.add(row(relation, row));
        }
        if (relation.distinct()) {
            assertThat(rows).hasSize(relation.size());
        }
    }

    private static long id(Relation relation, Variable variable, int row) {
        return (Long) Objects.requireNonNull(relation.column(variable).get(row));
    }

    private static List<Object> row(Relation relation, int row) {
        return relation.columns().stream()
                .map(column -> Objects.requireNonNullElse(column.get(row), Symbol.of("nil")))
                .toList();
    }
}
