package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a query is refused for.
class QueryErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    7                                                            | invalid-query
                    []                                                           | invalid-query
                    [:find ?e]                                                   | invalid-query
                    [:find :where [?e :p/name]]                                  | invalid-query
                    [:find ?e :where [?e :p/name] :foo]                          | invalid-query
                    [:find ?e :find ?e :where [?e :p/name]]                      | invalid-query
                    [:find e :where [e :p/name]]                                 | invalid-query
                    [:find ?e ?n . :where [?e :p/name ?n]]                       | invalid-query
                    [:find (count 5) :where [?e :p/name]]                        | invalid-query
                    [:find (pull ?e) :where [?e :p/name]]                        | invalid-query
                    [:find ?e :keys a b :where [?e :p/name]]                     | invalid-query
                    [:find ?e :order-by ?e :where [?e :p/name]]                  | invalid-query
                    [:find ?e :order-by [?n] :where [?e :p/name ?n]]             | invalid-query
                    [:find ?e :order-by [?e :up] :where [?e :p/name]]            | invalid-query
                    [:find ?e :limit -1 :where [?e :p/name]]                     | invalid-query
                    [:find ?e :where ?e]                                         | invalid-query
                    [:find ?e :where [?e :p/name ?n ?t ?o ?x]]                   | invalid-query
                    [:find ?e :where [?e :p/name] (or)]                          | invalid-query
                    [:find ?e :where [?e :p/name] (not)]                         | invalid-query
                    [:find ?e :where [?e :p/name] (and [?e :p/age])]             | invalid-query
                    [:find ?e :where (or [?e :p/age ?a] [?e :p/nick ?k])]        | invalid-query
                    [:find ?e :where [?e :p/age ?a] [(+ 1 (inc ?a)) ?b]]         | invalid-query
                    [:find ?e :where [?e :p/age ?a] [(< 1 ?a 3)]]                | invalid-query
                    [:find ?x :where [(ground ?x) ?x]]                           | invalid-query
                    [:find ?e :where [?e :p/age ?a] [(inc ?a) :b]]               | not-a-binding-form
                    [:find ?x ?y :where [(identity [1]) [?x ?y]]]                | not-a-binding-form
                    [:find ?x :where [(identity 1) [?x ...]]]                    | not-a-binding-form
                    [:find ?zz :where [?e :p/name]]                              | unbound-query-variables
                    [:find (count ?zz) :where [?e :p/name]]                      | unbound-query-variables
                    [:find ?e :where []]                                         | insufficient-binding
                    [:find ?e :where [?e]]                                       | insufficient-binding
                    [:find ?e :where [?e _ _]]                                   | insufficient-binding
                    [:find ?e :where [?e :p/name] [(< ?zz 3)]]                   | insufficient-binding
                    [:find ?e :where (not [?e :p/age 31])]                       | insufficient-binding
                    [:find ?n :where [?e :p/name ?n] (not-join [?z] [?z :p/age])] | insufficient-binding
                    [:find ?v :where [?e :p/age] (or-join [?e ?v] [?e :p/nick ?v] [?e :p/age 8])] | insufficient-binding
                    [:find ?e :where [?e :p/nope]]                               | not-an-entity
                    [:find ?e :where [?e :p/friend :no/one]]                     | not-an-entity
                    [:find ?e :where [?e :p/friend [:p/name "Zoe"]]]             | not-an-entity
                    [:find ?e :where [?e :team/red ?v]]                          | not-an-attribute
                    [:find ?x :where [_ :p/nick ?v] [?v :p/name ?x]]             | not-a-keyword
                    [:find ?x :where [?v :p/name ?x] [_ :p/nick ?v]]             | not-a-keyword
                    [:find ?x :where [?v :p/name ?x] [_ :p/weight ?v]]           | not-an-entity
                    [:find ?e :where [?e :p/age nil]]                            | nil-value
                    [:find ?e :where (grumpy ?e)]                                | unknown-rule
                    [:find (frob ?e) :where [?e :p/name]]                        | invalid-aggregate
                    [:find (min -1 ?a) :where [?e :p/age ?a]]                    | invalid-aggregate
                    [:find (pull ?e pattern) :where [?e :p/name]]                | invalid-pull
                    [:find (pull $x ?e [*]) :where [?e :p/name]]                 | invalid-data-source
                    [:find ?e :where [$x ?e :p/name]]                            | invalid-data-source
                    [:find ?e :where [?e :p/name ?n] [(java.lang.System/exit 3)]] | not-allowed-fn
                    [:find ?e :where [?e :p/name ?n] [(eval ?n)]]                | not-allowed-fn
                    [:find ?e :where [?e :p/name ?n] [(.length ?n) ?l]]          | not-allowed-fn
                    [:find ?x :where [?e :p/name ?n] [(inc ?n) ?x]]              | query-fn-failed
                    [:find ?x :where [?e :p/age ?a] [(/ ?a 0) ?x]]               | query-fn-failed
                    [:find ?x :where [?e :p/age ?a] [(* ?a 9223372036854775807) ?x]] | query-fn-failed
                    [:find ?x :where [?e :p/name ?n] [(subs ?n 9) ?x]]           | query-fn-failed
                    [:find (sum ?n) :where [?e :p/name ?n]]                      | query-fn-failed
                    [:find ?x :where [?e :p/name] [(get-else $ ?e :p/nick 1) ?x]] | query-fn-failed
                    [:find ?x :where [?e :p/name] [(get-else $ ?e :p/age nil) ?x]] | query-fn-failed
                    [:find ?e :where [(fulltext $ :p/name "Ann") [[?e]]]]        | unsupported
                    """)
    void isRefused(String query, String code) {
        Object form = Edn.read(query);
        FactumError refusal =
                Assertions.catchThrowableOfType(
                        FactumError.class, () -> Query.parse(form).run(List.of(People.DATABASE)));
        assertThat(refusal).as(query).isNotNull();
        assertThat(refusal.code().code()).isEqualTo(":db.error/" + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [[(r ?e)]]                                                     | invalid-query
                    [[r [?e :p/age]]]                                              | invalid-query
                    [[(r _) [?e :p/age]]]                                          | invalid-query
                    [[(r ?e) [?e :p/age]] [(r ?e ?f) [?e :p/friend ?f]]]           | invalid-query
                    [[(r ?e ?f) [?e :p/friend ?f]]]                                | invalid-query
                    [[(r ?e) [?e :p/age] (not (r ?e))]]                            | invalid-query
                    [[(r ?e) [?e :p/age] (s ?e)] [(s ?e) [?e :p/age] (not-join [?e] (r ?e))]] | invalid-query
                    [[(r ?e) (t ?e)]]                                              | unknown-rule
                    [[(s ?e) [?e :p/age]]]                                         | unknown-rule
                    [[(r [?e]) [?e :p/age]]]                                       | insufficient-binding
                    [[(r ?e) [?f :p/age]]]                                         | insufficient-binding
                    """)
    void badRules(String rules, String code) {
        FactumError refusal = People.refusal("[:find ?e :in $ % :where (r ?e)]", Edn.read(rules));
        assertThat(refusal.code().code()).isEqualTo(":db.error/" + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [:find ?e :in $ ?e]                | []          | too-few-inputs
                    [:find ?e :in $ ?e]                | [nil]       | too-few-inputs
                    [:find ?e :in $ ?e]                | [1 2]       | too-many-inputs
                    [:find ?e :in $ $x :where [$x ?e]] | [nil]       | invalid-data-source
                    [:find ?e :in $ $x :where [$x ?e]] | [5]         | invalid-data-source
                    [:find ?e :in $ $x :where [$x ?e]] | [[5]]       | invalid-data-source
                    [:find ?f :in $ $x :where [$x ?e ?f]] | [[[5]]]  | invalid-data-source
                    [:find ?e :in $ [?e ?f]]           | [[1]]       | not-a-binding-form
                    [:find ?e :in $ [?e ...]]          | [1]         | not-a-binding-form
                    [:find ?n :in $ ?e :where [?e :p/name ?n]] | [:no/one] | not-an-entity
                    [:find ?n :in $ ?e :where [?e :p/name ?n]] | ["Ann"]   | not-a-keyword
                    """)
    void badInputs(String query, String inputs, String code) {
        var given = new ArrayList<@Nullable Object>();
        ((List<?>) Objects.requireNonNull(Edn.read(inputs))).forEach(given::add);
        FactumError refusal = People.refusal(query, given.toArray());
        assertThat(refusal.code().code()).isEqualTo(":db.error/" + code);
    }

    @Test
    void anErrorSaysWhere() {
        FactumError refusal =
                People.refusal("[:find ?e :where [?e :p/name] (not [?e :p/age] foo)]");
        assertThat(refusal.data()).containsEntry("path", List.of(4, 2));
        assertThat(refusal.data()).containsEntry("form", Edn.read("foo"));
    }

    @Test
    void aBudgetEndsAQuery() {
        String endless = "[:find ?n :in $ % :where (from 1 ?n)]";
        Object rules =
                Edn.read(
                        "[[(from ?a ?b) [(inc ?a) ?b]] [(from ?a ?b) [(inc ?a) ?c] (from ?c ?b)]]");
        var asked = new AtomicInteger();
        var now = new AtomicLong();
        QueryBudget unlimited = QueryBudget.unlimited();
        Map<QueryBudget, DbErrorCode> budgets =
                Map.of(
                        unlimited.withCancellation(() -> asked.incrementAndGet() > 3),
                        DbErrorCode.QUERY_CANCELLED,
                        unlimited.withTime(
                                Duration.ofSeconds(3),
                                () -> Instant.ofEpochSecond(now.incrementAndGet())),
                        DbErrorCode.QUERY_TIMEOUT,
                        unlimited.withMaxRows(100),
                        DbErrorCode.QUERY_BUDGET,
                        unlimited.withMaxBytes(2_000),
                        DbErrorCode.QUERY_MEMORY);
        budgets.forEach((budget, code) -> {
            FactumError refusal =
                    Assertions.catchThrowableOfType(
                            FactumError.class,
                            () ->
                                    Query.parse(endless)
                                            .run(
                                                    List.of(People.DATABASE, rules),
                                                    People.DATABASE.functions(),
                                                    budget));
            assertThat(refusal).isNotNull();
            assertThat(refusal.code()).isEqualTo(code);
        });
    }

    @Test
    void whatFunctionsMakeHasALimit() {
        for (String function : List.of("str", "vector", "hash-map", "*", "+")) {
            var clauses = new StringBuilder("[(identity ?in) ?x0]");
            for (int step = 0; step < 40; step++) {
                clauses.append("[(%s ?x%d ?x%d) ?x%d]".formatted(function, step, step, step + 1));
            }
            Object number = "*".equals(function) ? (Object) BigInteger.TEN : 1L;
            String query = "[:find (count ?x40) . :in $ ?in :where " + clauses + "]";
            if ("+".equals(function)) {
                assertThat(People.ask(query, number)).isEqualTo(1L);
            } else {
                assertThat(People.refusal(query, number).code().code())
                        .as(function)
                        .isEqualTo(":db.error/limit-exceeded");
            }
        }
    }
}
