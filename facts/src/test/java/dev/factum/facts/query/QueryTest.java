package dev.factum.facts.query;

import static dev.factum.facts.query.People.RULES;
import static dev.factum.facts.query.People.ask;
import static dev.factum.facts.query.People.edn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.database.Functions;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueryTest {

    @Test
    void aRelationIsASetOfRows() {
        Object rows = ask("[:find ?n ?a :where [?e :p/name ?n] [?e :p/age ?a] [(< ?a 40)]]");
        Set<List<Object>> expected =
                Set.of(List.of("Ann", 31L), List.of("Cid", 31L), List.of("Dee", 8L));
        assertThat(rows).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(new HashSet<>((Set<?>) rows)).isEqualTo(expected);
    }

    @Test
    void theOtherShapes() {
        assertThat(ask("[:find ?a . :where [?e :p/name \"Bob\"] [?e :p/age ?a]]")).isEqualTo(45L);
        assertThat(ask("[:find ?a . :where [?e :p/name \"Zoe\"] [?e :p/age ?a]]")).isNull();
        assertThat(ask("[:find [?n ?a] :where [?e :p/email] [?e :p/name ?n] [?e :p/age ?a]]"))
                .isEqualTo(List.of("Bob", 45L));
        assertThat(ask("[:find [?a ...] :where [_ :p/age ?a]]"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(8L, 31L, 45L);
        assertThat(ask("{:find [?n] :keys [name] :where [[?e :p/name ?n] [?e :p/age 45]]}"))
                .isEqualTo(List.of(Map.of(Keyword.of("name"), "Bob")));
        assertThat(ask("[:find [?n] :strs name :where [?e :p/name ?n] [?e :p/age 45]]"))
                .isEqualTo(Map.of("name", "Bob"));
    }

    @Test
    void dataIsAsGoodAsText() {
        List<Object> form =
                List.of(
                        Keyword.of("find"),
                        Symbol.of("?n"),
                        Symbol.of("."),
                        Keyword.of("where"),
                        List.of(Symbol.of("?e"), Keyword.of("p/age"), Symbol.of("?a")),
                        List.of(List.of(Symbol.of("<"), Symbol.of("?a"), 10L)),
                        List.of(Symbol.of("?e"), Keyword.of("p/name"), Symbol.of("?n")));
        assertThat(Query.parse(form).run(List.of(People.DATABASE))).isEqualTo("Dee");
    }

    @Test
    void orderLimitAndOffset() {
        assertThat(
                        ask(
                                "[:find ?n ?a :where [?e :p/name ?n] [?e :p/age ?a] :order-by [?a :desc] [?n]]"))
                .isEqualTo(
                        List.of(
                                List.of("Bob", 45L),
                                List.of("Ann", 31L),
                                List.of("Cid", 31L),
                                List.of("Dee", 8L)));
        assertThat(
                        ask(
                                "{:find [[?n ...]] :where [[_ :p/name ?n]] :order-by [?n :desc] :offset 1 :limit 2}"))
                .isEqualTo(List.of("Cid", "Bob"));
        assertThat(
                        ask(
                                "[:find ?a (count ?e) :where [?e :p/age ?a] :order-by [(count ?e) :desc] :limit 1]"))
                .isEqualTo(List.of(List.of(31L, 2L)));
        assertThat(ask("[:find ?n :where [_ :p/name ?n] :offset 9]")).isEqualTo(List.of());
    }

    @Test
    void inputsKeepWhatWasPassed() {
        Object lookup = edn("[:p/name \"Ann\"]");
        assertThat(ask("[:find ?e ?n :in $ ?e :where [?e :p/nick ?n]]", lookup))
                .isEqualTo(Set.of(List.of(lookup, "a"), List.of(lookup, "annie")));
        assertThat(ask("[:find ?n . :in $ ?f :where [?e :p/friend ?f] [?e :p/name ?n]]", lookup))
                .isEqualTo("Cid");
        assertThat(
                        ask(
                                "[:find ?n . :in $ % ?f :where (knows ?f ?e) [?e :p/name ?n] [?e :p/age 8]]",
                                RULES, lookup))
                .isEqualTo("Dee");
        assertThat(
                        Query.parse("[:find ?x :in [?x ...] :where [(= ?x 1)]]")
                                .run(List.of(List.of(1L, 1.0, BigInteger.ONE))))
                .isEqualTo(Set.of(List.of(1L), List.of(BigInteger.ONE)));
    }

    @Test
    void aKeywordMayNameAnEntityInAnyOrder() {
        assertThat(ask("[:find ?d . :where [?e :p/kind ?k] [?k :db/doc ?d]]"))
                .isEqualTo("the red team");
        assertThat(ask("[:find ?d . :where [?k :db/doc ?d] [?e :p/kind ?k]]"))
                .isEqualTo("the red team");
    }

    @Test
    void decimalsMatchByNumber() {
        assertThat(ask("[:find ?n . :where [?e :p/weight 1.5M] [?e :p/name ?n]]")).isEqualTo("Ann");
        assertThat(ask("[:find ?n . :where [?e :p/weight 1.5] [?e :p/name ?n]]")).isNull();
    }

    @Test
    void severalSources() {
        Object prices = edn("[[31 :half] [8 :free]]");
        assertThat(
                        ask(
                                "[:find ?n ?p :in $ $prices :where [?e :p/age ?a] [$prices ?a ?p] [?e :p/name ?n]]",
                                prices))
                .isEqualTo(
                        Set.of(
                                List.of("Ann", Keyword.of("half")),
                                List.of("Cid", Keyword.of("half")),
                                List.of("Dee", Keyword.of("free"))));
        assertThat(
                        ask(
                                "[:find ?n :in $ $old :where [?e :p/name ?n] ($old not [?e :p/name])]",
                                People.DATABASE.asOf(1)))
                .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                .hasSize(4);
    }

    @Test
    void functionsOfTheApplication() {
        Functions functions =
                Functions.none()
                        .withQuery(
                                "my/double",
                                arguments ->
                                        2 * (Long) Objects.requireNonNull(arguments.getFirst()))
                        .withAggregate("my/size", (_, values) -> values.size());
        assertThat(
                        Query.parse("[:find ?y :in ?x :where [(my/double ?x) ?y]]")
                                .run(List.of(4L), functions, QueryBudget.unlimited()))
                .isEqualTo(Set.of(List.of(8L)));
        assertThat(
                        Query.parse("[:find (my/size ?x) . :in [?x ...]]")
                                .run(List.of(List.of(4L, 5L)), functions, QueryBudget.unlimited()))
                .isEqualTo(2);
    }

    @Test
    void nullsInTuplesAreValues() {
        assertThat(
                        Query.parse("[:find ?x ?y :where [?x ?y]]")
                                .run(List.of(List.of(Arrays.asList(1L, null), List.of(2L, "b")))))
                .isEqualTo(Set.of(Arrays.asList(1L, null), List.of(2L, "b")));
    }

    @Test
    void aggregatesSeeWhatIsNull() {
        List<Object> pairs = List.of(Arrays.asList(1L, null), Arrays.asList(1L, 2L));
        assertThat(aggregated("count", pairs)).isEqualTo(2L);
        assertThat(aggregated("count-distinct", pairs)).isEqualTo(2L);
        assertThat(aggregated("min", pairs)).isNull();
        assertThat(aggregated("max", pairs)).isEqualTo(2L);
        assertThat(aggregated("max", pairs.subList(0, 1))).isNull();
        assertThat(aggregated("min 1", pairs)).isEqualTo(Collections.singletonList(null));
        assertThat(aggregated("distinct", pairs)).isEqualTo(new HashSet<>(Arrays.asList(null, 2L)));
        assertThatThrownBy(() -> aggregated("sum", pairs)).isInstanceOf(FactumError.class);
    }

    private static @Nullable Object aggregated(String aggregate, List<?> tuples) {
        String text =
                "[:find (%s ?v) . :with ?t :in [?t ...] :where [(untuple ?t) [_ ?v]]]"
                        .formatted(aggregate);
        return Query.parse(text).run(List.of(tuples), Functions.none(), QueryBudget.unlimited());
    }

    @Test
    void randomAggregatesAreFunctionsOfTheirInput() {
        String query = "[:find (sample 2 ?x) (rand ?x) (rand 4 ?x) :in [?x ...]]";
        assertThat(Query.parse(query).run(List.of(List.of(3L, 1L, 2L))))
                .isEqualTo(List.of(List.of(List.of(1L, 2L), 1L, List.of(1L, 2L, 3L, 1L))));
    }
}
