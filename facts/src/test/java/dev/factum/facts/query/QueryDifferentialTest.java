package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Seeds;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The engine against nested loops, on random databases and queries.
class QueryDifferentialTest {

    private static final int USUAL = 2_000;
    private static final List<?> RULES =
            (List<?>) Objects.requireNonNull(Edn.read(RandomQuery.RULES));

    @Test
    void findsWhatNestedLoopsFind() {
        var withRows = new AtomicInteger();
        var tried = new AtomicInteger();
        Seeds.each(
                USUAL,
                random -> {
                    RandomGraph graph = RandomGraph.of(random);
                    var query = new RandomQuery(random, graph.ids());
                    List<Symbol> find = query.find();
                    Set<List<Object>> expected =
                            new BruteForce(graph.facts(), RULES).answers(find, query.clauses());
                    assertThat(
                                    Query.parse(form(find, query.clauses()))
                                            .run(List.of(graph.database(), RULES)))
                            .as(() -> form(find, query.clauses()) + " on " + graph.facts())
                            .isEqualTo(expected);
                    new Shapes(random, graph.database(), RULES, form(find, query.clauses()))
                            .agreeWith(expected);
                    tried.incrementAndGet();
                    withRows.addAndGet(expected.isEmpty() ? 0 : 1);
                });
        assertThat(withRows.get())
                .as("queries that find something")
                .isGreaterThanOrEqualTo(tried.get() / 4);
    }

    private static List<Object> form(List<Symbol> find, List<Object> clauses) {
        var form = new ArrayList<Object>();
        form.add(Keyword.of("find"));
        form.addAll(find);
        form.addAll(List.of(Keyword.of("in"), Symbol.of("$"), Symbol.of("%")));
        form.add(Keyword.of("where"));
        form.addAll(clauses);
        return form;
    }
}
