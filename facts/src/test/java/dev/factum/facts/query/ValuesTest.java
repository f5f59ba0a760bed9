package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values that are given as something else than what is stored: names of entities, numbers of
/// another type. The answers are those of Datomic 1.0.7491.
class ValuesTest {

    private static final Database DATABASE =
            Fixture.after(
                    Fixture.people(),
                    """
                    [{:db/ident :v/float :db/valueType :db.type/float :db/cardinality :db.cardinality/one}
                     {:db/ident :v/double :db/valueType :db.type/double :db/cardinality :db.cardinality/one}
                     {:db/ident :color/red} {:db/ident :color/blue}]
                    """,
                    """
                    [{:p/name "Ann" :v/float #float "2.5" :v/double 1.5 :p/friend :color/red}
                     {:p/name "Bob" :v/float #float "1.5" :v/double 2.5 :p/friend [:color/blue "ann"]}
                     {:db/id "ann" :p/name "Ann"}]
                    """);

    private static @Nullable Object ask(String query) {
        return Query.parse(query).run(List.of(DATABASE));
    }

    private static Set<?> found(@Nullable Object answer) {
        return Set.copyOf((List<?>) Objects.requireNonNull(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [(ground :color/red) ?x] [?e :p/friend ?x]                               | Ann
                    [?e :p/friend ?x] [(identity :color/red) ?x]                             | Ann
                    [(ground [:color/red :color/blue]) [?x ...]] [?e :p/friend ?x]           | Ann Bob
                    [(ground [:p/name "Ann"]) ?x] [?e :p/friend ?x]                          | Bob
                    [(ground :color/none) ?x] [?e :p/friend ?x]                              |
                    [(ground "red") ?x] [?e :p/friend ?x]                                    |
                    (or-join [?e] (and [(ground :color/red) ?x] [?e :p/friend ?x]))          | Ann
                    [(ground :color/red) ?x] [?e :p/name] (or-join [?e ?x] [?e :p/friend ?x]) | Ann
                    [?e :p/friend ?x] [(identity ?x) ?y] [?e :p/friend ?y]                   | Ann Bob
                    [?e :v/float ?f] [(= ?f 2.5)]                                            | Ann
                    [?e :v/float ?f] [(!= ?f 2.5)]                                           | Bob
                    [?e :v/float ?f] [_ :v/double ?d] [(= ?f ?d)]                            | Ann Bob
                    [?e :v/float ?f] [(== ?f 2.5M)]                                          | Ann
                    [?e :v/double ?d] [(+ 1 1 0.5) ?x] [(== ?d ?x 2.5)]                      | Bob
                    """)
    void finds(String where, String names) {
        Set<String> expected = names == null ? Set.of() : Set.of(names.split(" "));
        String query = "[:find [?n ...] :where [?e :p/name ?n] " + where + "]";
        assertThat(found(ask(query))).isEqualTo(expected);
    }

    /// Rows keep the name that the function gave.
    @Test
    void aNameStaysAName() {
        assertThat(ask("[:find ?x . :where [(ground :color/red) ?x] [_ :p/friend ?x]]"))
                .isEqualTo(Edn.read(":color/red"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [1.0 2.0]             | 1.0
                    [1.5 2.0 3.5 10.0]    | 2.0
                    [-3 -2]               | -2
                    [1M 2M]               | 1M
                    [3 1 2]               | 2
                    """)
    void theMedianOfTwoHasNothingBehindThePoint(String values, String median) {
        Object found =
                Query.parse("[:find (median ?x) . :with ?x :in [?x ...]]")
                        .run(List.of(Objects.requireNonNull(Edn.read(values))));
        assertThat(found).isEqualTo(Edn.read(median));
    }

    @Test
    void aChoiceIsAsLargeAsListsMayBe() {
        FactumError refusal =
                catchThrowableOfType(
                        FactumError.class,
                        () -> ask("[:find (rand 2000000000 ?n) . :where [_ :p/name ?n]]"));
        assertThat(refusal.code()).isEqualTo(DbErrorCode.LIMIT_EXCEEDED);
    }

    /// What it costs to plan does not double with every level.
    @Test
    void alternativesThatNestDeepArePlanned() {
        String clause = "[?e :p/name \"Ann\"]";
        for (int depth = 0; depth < 60; depth++) {
            clause = "(or (and [?e :p/name] " + clause + ") [?e :p/name \"Bob\"])";
        }
        String query = "[:find [?n ...] :where " + clause + " [?e :p/name ?n]]";
        assertThat(found(ask(query))).isEqualTo(Set.of("Ann", "Bob"));
    }
}
